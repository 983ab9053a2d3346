// What Embedded Swift expects from a C library, for a WebAssembly module that has none.
//
// Memory: segregated free lists of powers of two above a bump pointer. Freed blocks are used again, so a page that checks
// ten thousand tickets needs no more than the largest one did.

typedef __SIZE_TYPE__ size_t;
typedef unsigned char byte;

extern byte __heap_base;

enum { smallest = 4, classes = 31, header = 16, page = 65536 };

struct block { struct block *next; };
static struct block *freed[classes];
static size_t top;

static int size_class(size_t size) {
  int index = smallest;
  while (((size_t)1 << index) < size) index++;
  return index;
}

static void *grow(size_t size) {
  if (top == 0) top = ((size_t)&__heap_base + 15) & ~(size_t)15;
  size_t needed = top + size;
  size_t have = __builtin_wasm_memory_size(0) * (size_t)page;
  if (needed < top) __builtin_trap();
  if (needed > have) {
    size_t pages = (needed - have + page - 1) / page;
    if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) __builtin_trap();
  }
  void *result = (void *)top;
  top = needed;
  return result;
}

void *malloc(size_t size) {
  if (size > ((size_t)1 << 30)) __builtin_trap();
  int index = size_class(size + header);
  byte *start;
  if (freed[index]) {
    start = (byte *)freed[index];
    freed[index] = freed[index]->next;
  } else {
    start = grow((size_t)1 << index);
  }
  *(int *)start = index;
  return start + header;
}

void free(void *pointer) {
  if (!pointer) return;
  byte *start = (byte *)pointer - header;
  int index = *(int *)start;
  struct block *block = (struct block *)start;
  block->next = freed[index];
  freed[index] = block;
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  if (alignment > header) return 22;
  *result = malloc(size);
  return 0;
}

void *memcpy(void *restrict to, const void *restrict from, size_t count) {
  byte *target = to;
  const byte *source = from;
  for (; count >= 8; count -= 8, target += 8, source += 8) __builtin_memcpy_inline(target, source, 8);
  while (count--) *target++ = *source++;
  return to;
}

void *memmove(void *to, const void *from, size_t count) {
  byte *target = to;
  const byte *source = from;
  if (target <= source || target >= source + count) return memcpy(to, from, count);
  while (count--) target[count] = source[count];
  return to;
}

void *memset(void *to, int value, size_t count) {
  byte *volatile start = to;
  byte *target = start;
  while (count--) *target++ = (byte)value;
  return to;
}

int memcmp(const void *left, const void *right, size_t count) {
  const byte *a = left, *b = right;
  for (; count--; a++, b++)
    if (*a != *b) return *a - *b;
  return 0;
}

// 64 by 64 to 128 bits, in halves, for multiplication with overflow.
struct wide { unsigned long long low, high; };
void __multi3(struct wide *result, unsigned long long a, unsigned long long aHigh, unsigned long long b, unsigned long long bHigh) {
  unsigned long long mask = 0xFFFFFFFFull;
  unsigned long long low = (a & mask) * (b & mask);
  unsigned long long middle = (a >> 32) * (b & mask) + (low >> 32);
  unsigned long long other = (a & mask) * (b >> 32) + (middle & mask);
  result->low = (other << 32) | (low & mask);
  result->high = (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32) + a * bHigh + aHigh * b;
}

// Hash seeds: the same in every run, so that a check gives the same bytes.
void arc4random_buf(void *buffer, size_t count) { memset(buffer, 0x5A, count); }

// Halves away from zero: the one way of rounding that has no instruction.
double round(double number) {
  double whole = __builtin_trunc(number);
  double rest = number - whole;
  if (rest >= 0.5) whole += 1;
  if (rest <= -0.5) whole -= 1;
  return __builtin_copysign(whole, number);
}
