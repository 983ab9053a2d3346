/* A bump allocator for libcmark: nodes are never freed one by one, the whole page goes at once. */
#ifndef CMARK_ARENA_H
#define CMARK_ARENA_H

#include <stddef.h>
#include <stdint.h>
#include <cmark.h>

typedef struct cmark_page_arena cmark_page_arena;

/* A new arena, or NULL when there is no memory. */
cmark_page_arena *cmark_page_arena_new(void);

/* Frees the arena with all that was allocated from it. */
void cmark_page_arena_free(cmark_page_arena *arena);

/* Makes the arena the one that this thread's `cmark_page_arena_allocator` takes memory from. Returns the one before. */
cmark_page_arena *cmark_page_arena_enter(cmark_page_arena *arena);

/* Forgets everything allocated; keeps a few blocks for the next page. */
void cmark_page_arena_reset(cmark_page_arena *arena);

/* The allocator to give to libcmark. Valid only while this thread has entered an arena. */
cmark_mem *cmark_page_arena_allocator(void);

/* Where some bytes first stand in others, or NULL. */
const void *cmark_page_find(const void *bytes, size_t count, const void *wanted, size_t wanted_count);

/* The same for words of a text. */
const void *cmark_page_find_words(const void *bytes, size_t count, const void *wanted, size_t wanted_count);

/* Copies bytes up to the first that HTML wants escaped or that is a mask, as Mask has them, and returns how many. What is behind them in `to` is overwritten
   too, as far as there are bytes. */
size_t cmark_page_copy_plain(uint8_t *to, const uint8_t *bytes, size_t count);

/* Where the first mask is, or `count`. */
size_t cmark_page_first_mask(const uint8_t *bytes, size_t count);

/* Which pairs of characters occur in a text, as the bits of PageTraits. */
uint16_t cmark_page_pairs(const uint8_t *bytes, size_t count);

#endif
