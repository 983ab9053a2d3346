// The limit that a generator of static sites is measured against: read each page, let libcmark make HTML of it, and write as many files
// with as many bytes as the generator writes. Nothing else: no templates, no links, no navigation.
//
//   limit LIST OUTPUT
//   limit --read FILE…
//
// LIST has a line for each output file: its size and the page it is made from (or `-`), parted by a tab. With `--read` the files are only
// read: the limit of what looks at many small files.

#include <cmark.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void fail(const char *what, const char *path) {
  fprintf(stderr, "limit: cannot %s %s: %s\n", what, path, strerror(errno));
  exit(2);
}

static char *read_file(const char *path, size_t *size) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (descriptor < 0 || fstat(descriptor, &status) != 0) fail("read", path);
  char *bytes = malloc((size_t)status.st_size + 1);
  ssize_t count = read(descriptor, bytes, (size_t)status.st_size);
  if (count != status.st_size) fail("read", path);
  close(descriptor);
  bytes[count] = 0;
  *size = (size_t)count;
  return bytes;
}

static void write_file(const char *path, const char *bytes, size_t size) {
  int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (descriptor < 0 || write(descriptor, bytes, size) != (ssize_t)size) fail("write", path);
  close(descriptor);
}

static int read_all(int count, char **paths) {
  size_t total = 0;
  for (int index = 0; index < count; index++) {
    size_t size;
    free(read_file(paths[index], &size));
    total += size;
  }
  printf("%zu bytes\n", total);
  return 0;
}

int main(int count, char **arguments) {
  if (count > 2 && strcmp(arguments[1], "--read") == 0) return read_all(count - 2, arguments + 2);
  if (count != 3) {
    fprintf(stderr, "usage: limit LIST OUTPUT\n");
    return 2;
  }
  size_t list_size;
  char *line = read_file(arguments[1], &list_size);
  size_t capacity = 1 << 20;
  char *page = calloc(capacity, 1);
  unsigned long number = 0;
  char path[4096];
  for (char *next; line && *line; line = next) {
    next = strchr(line, '\n');
    if (next) *next++ = 0;
    char *source = strchr(line, '\t');
    if (!source) break;
    *source++ = 0;
    size_t wanted = strtoul(line, NULL, 10);
    if (wanted > capacity) {
      page = realloc(page, wanted);
      memset(page + capacity, 0, wanted - capacity);
      capacity = wanted;
    }
    if (strcmp(source, "-") != 0) {
      size_t size;
      char *markdown = read_file(source, &size);
      char *html = cmark_markdown_to_html(markdown, size, CMARK_OPT_DEFAULT);
      size_t length = strlen(html);
      memcpy(page, html, length < wanted ? length : wanted);
      free(html);
      free(markdown);
    }
    snprintf(path, sizeof path, "%s/%lu.html", arguments[2], number++);
    write_file(path, page, wanted);
  }
  return 0;
}
