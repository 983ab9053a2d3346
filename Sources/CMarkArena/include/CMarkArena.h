#ifndef OPOS_CMARK_ARENA_H
#define OPOS_CMARK_ARENA_H
#endif
