#define _GNU_SOURCE
#include "CMarkArena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 256 * 1024, HEADER = 8, KEPT_BLOCKS = 16 };

typedef struct block {
  struct block *next;
  size_t size;
  unsigned char bytes[];
} block;

struct cmark_page_arena {
  block *first, *current;
  unsigned char *cursor, *end;
};

static _Thread_local cmark_page_arena *entered;

static void use_block(cmark_page_arena *arena, block *one) {
  arena->current = one;
  arena->cursor = one->bytes;
  arena->end = one->bytes + one->size;
}

/* The next kept block that is large enough, or a new one behind the current. */
static void next_block(cmark_page_arena *arena, size_t wanted) {
  block *next = arena->current ? arena->current->next : arena->first;
  if (!next || next->size < wanted) {
    size_t size = wanted > BLOCK_SIZE ? wanted : BLOCK_SIZE;
    block *made = malloc(sizeof(block) + size);
    if (!made) abort(); /* as libcmark's own allocator does */
    made->size = size;
    made->next = next;
    if (arena->current) arena->current->next = made; else arena->first = made;
    next = made;
  }
  use_block(arena, next);
}

/* Every piece stands behind its size, which realloc needs. */
static void *take(size_t size) {
  cmark_page_arena *arena = entered;
  size_t whole = HEADER + ((size + 7) & ~(size_t)7);
  if ((size_t)(arena->end - arena->cursor) < whole) next_block(arena, whole);
  unsigned char *piece = arena->cursor;
  arena->cursor += whole;
  *(uint64_t *)(void *)piece = size;
  return piece + HEADER;
}

static void *arena_calloc(size_t count, size_t size) {
  if (size && count > SIZE_MAX / 2 / size) abort();
  void *piece = take(count * size);
  return memset(piece, 0, count * size);
}

static void *arena_realloc(void *old, size_t size) {
  if (!old) return take(size);
  size_t had = *(uint64_t *)(void *)((unsigned char *)old - HEADER);
  if (size <= had) return old;
  unsigned char *end = (unsigned char *)old + ((had + 7) & ~(size_t)7);
  size_t more = ((size + 7) & ~(size_t)7) - ((had + 7) & ~(size_t)7);
  if (end == entered->cursor && (size_t)(entered->end - end) >= more) { /* the last piece grows in place */
    entered->cursor += more;
    *(uint64_t *)(void *)((unsigned char *)old - HEADER) = size;
    return old;
  }
  return memcpy(take(size), old, had);
}

static void arena_free(void *piece) { (void)piece; }

cmark_mem *cmark_page_arena_allocator(void) {
  static cmark_mem allocator = {arena_calloc, arena_realloc, arena_free};
  return &allocator;
}

cmark_page_arena *cmark_page_arena_new(void) { return calloc(1, sizeof(cmark_page_arena)); }

cmark_page_arena *cmark_page_arena_enter(cmark_page_arena *arena) {
  cmark_page_arena *before = entered;
  entered = arena;
  return before;
}

static void free_blocks(block *one) {
  while (one) {
    block *next = one->next;
    free(one);
    one = next;
  }
}

void cmark_page_arena_reset(cmark_page_arena *arena) {
  block *last = arena->first;
  for (int kept = 1; last && kept < KEPT_BLOCKS; kept++) last = last->next;
  if (last) {
    free_blocks(last->next);
    last->next = NULL;
  }
  if (arena->first) use_block(arena, arena->first);
}

void cmark_page_arena_free(cmark_page_arena *arena) {
  if (!arena) return;
  free_blocks(arena->first);
  free(arena);
}
