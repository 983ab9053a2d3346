#include "CMarkArena.h"

#include <string.h>

/* Whether a byte is in every text: a letter or a space. */
static int is_common(unsigned char byte) { return (byte | 0x20) - 'a' < 26u || byte == ' '; }

/* What is looked for is short and ends or begins with a mark that few pages have, the rarer one mostly at its end: the system's search for one byte looks at many
   at a time, its search for several at one. */
const void *cmark_page_find(const void *bytes, size_t count, const void *wanted, size_t wanted_count) {
  const unsigned char *text = bytes, *pattern = wanted;
  if (!wanted_count) return bytes;
  if (wanted_count > count) return NULL;
  size_t mark = is_common(pattern[wanted_count - 1]) && !is_common(pattern[0]) ? 0 : wanted_count - 1;
  const unsigned char *place = text + mark, *end = text + count - wanted_count + mark + 1;
  while (place < end && (place = memchr(place, pattern[mark], (size_t)(end - place)))) {
    if (!memcmp(place - mark, pattern, wanted_count)) return place - mark;
    place++;
  }
  return NULL;
}

enum { LANES = 16 };
typedef uint8_t lanes __attribute__((vector_size(LANES)));

/* Words begin and end with letters, which are everywhere: places with both their first and their last byte are few. */
const void *cmark_page_find_words(const void *bytes, size_t count, const void *wanted, size_t wanted_count) {
  const uint8_t *text = bytes, *pattern = wanted;
  if (!wanted_count) return bytes;
  if (wanted_count > count) return NULL;
  const uint8_t first = pattern[0], last = pattern[wanted_count - 1];
  size_t index = 0, places = count - wanted_count + 1;
  for (; index + LANES <= places; index += LANES) {
    lanes begins, ends;
    memcpy(&begins, text + index, LANES);
    memcpy(&ends, text + index + wanted_count - 1, LANES);
    lanes both = (lanes)((begins == first) & (ends == last));
    uint64_t halves[2];
    memcpy(halves, &both, LANES);
    if (!(halves[0] | halves[1])) continue;
    for (size_t lane = 0; lane < LANES; lane++)
      if (both[lane] && !memcmp(text + index + lane, pattern, wanted_count)) return text + index + lane;
  }
  for (; index < places; index++)
    if (text[index] == first && !memcmp(text + index, pattern, wanted_count)) return text + index;
  return NULL;
}

enum { FIRST_NO_MASK = 9, FEW = 8 };

static inline __attribute__((always_inline)) size_t first_lane(lanes found) {
  uint64_t halves[2];
  memcpy(halves, &found, LANES);
  if (!(halves[0] | halves[1])) return LANES;
  size_t lane = 0;
  while (!found[lane]) lane++;
  return lane;
}

/* Where the first mask is or, where bytes are copied, the first that HTML wants escaped: `"` and `&` differ in one bit, and so do `<` and `>`. So many bytes are
   looked at together, the last of them with some of those before, which are known by then. */
static inline __attribute__((always_inline)) size_t first_special(const uint8_t *bytes, size_t count, size_t size, uint8_t *to) {
  for (size_t next = 0, index; next < count; next = index + size) {
    index = next + size <= count ? next : count - size;
    lanes block;
    memset(&block, 0xFF, LANES);
    memcpy(&block, bytes + index, size);
    if (to) memcpy(to + index, &block, size);
    lanes masks = (lanes)(block < FIRST_NO_MASK), quotes = (lanes)((block & (uint8_t)~4) == '"'), angles = (lanes)((block & (uint8_t)~2) == '<');
    size_t place = first_lane(to ? masks | quotes | angles : masks);
    if (place < size) return index + place;
  }
  return count;
}

size_t cmark_page_copy_plain(uint8_t *to, const uint8_t *bytes, size_t count) {
  if (count >= LANES) return first_special(bytes, count, LANES, to);
  if (count >= FEW) return first_special(bytes, count, FEW, to);
  size_t index = 0;
  for (; index < count; index++) {
    uint8_t byte = bytes[index];
    if (byte < FIRST_NO_MASK || byte == '"' || byte == '&' || byte == '<' || byte == '>') break;
    to[index] = byte;
  }
  return index;
}

size_t cmark_page_first_mask(const uint8_t *bytes, size_t count) {
  if (count >= LANES) return first_special(bytes, count, LANES, NULL);
  if (count >= FEW) return first_special(bytes, count, FEW, NULL);
  size_t index = 0;
  while (index < count && bytes[index] >= FIRST_NO_MASK) index++;
  return index;
}

/* What two bytes that follow each other have: in the first lanes the bits below 256, in the second the others divided by 256. */
static inline __attribute__((always_inline)) void pairs(lanes this, lanes next, lanes *low, lanes *high) {
  *low |= (lanes)((this == '/') & (next == '/')) & 1;
  *low |= (lanes)((this == 'w') & (next == 'w')) & 2;
  *low |= (lanes)((this == '[') & (next == '[')) & 4;
  *low |= (lanes)((this == '[') & (next == '^')) & 8;
  *low |= (lanes)(((this == '!') & (next == '!')) | ((this == '?') & (next == '?'))) & 16;
  *low |= (lanes)(((this == '\n') | (this == ' ')) & (next == ':')) & 32;
  *low |= (lanes)(((this == ':') & (next == '-')) | ((this == '-') & (next == ':')) | (this == '|')) & 64;
  *low |= (lanes)(this == '~') & 128;
  *high |= (lanes)(this == '@') & 1;
  *high |= (lanes)((this == '=') & (next == '=')) & 2;
  *high |= (lanes)(this == '{') & 4;
  *high |= (lanes)((this == '8') & (next == '<')) & 8;
}

uint16_t cmark_page_pairs(const uint8_t *bytes, size_t count) {
  lanes low = {0}, high = {0}, this, next;
  size_t index = 0;
  for (; index + LANES < count; index += LANES) {
    memcpy(&this, bytes + index, LANES);
    memcpy(&next, bytes + index + 1, LANES);
    pairs(this, next, &low, &high);
  }
  /* The rest, with zeros behind it. */
  uint8_t rest[LANES + 1] = {0};
  memcpy(rest, bytes + index, count - index);
  memcpy(&this, rest, LANES);
  memcpy(&next, rest + 1, LANES);
  pairs(this, next, &low, &high);
  uint8_t below = 0, above = 0;
  for (int lane = 0; lane < LANES; lane++) below |= low[lane], above |= high[lane];
  return (uint16_t)(below | above << 8);
}
