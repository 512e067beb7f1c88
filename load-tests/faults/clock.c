// Loaded into a node by LD_PRELOAD: adds to the time of day what stands in the file that
// FAULT_CLOCK names, as a 64-bit number of nanoseconds. The monotonic clock stays as it is.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

static const int64_t SECOND = 1000000000;
static volatile int64_t *offset;
static int (*real)(clockid_t, struct timespec *);

__attribute__((constructor)) static void load(void) {
  real = dlsym(RTLD_NEXT, "clock_gettime");
  const char *path = getenv("FAULT_CLOCK");
  int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return;
  void *mapped = mmap(NULL, sizeof *offset, PROT_READ, MAP_SHARED, file, 0);
  if (mapped != MAP_FAILED) offset = mapped;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  if (!real) load();
  int result = real(clock, time);
  if (result || !offset || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return result;
  int64_t moment = time->tv_sec * SECOND + time->tv_nsec + *offset;
  time->tv_sec = moment / SECOND;
  time->tv_nsec = moment % SECOND;
  return 0;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  (void)zone;
  struct timespec moment;
  if (clock_gettime(CLOCK_REALTIME, &moment)) return -1;
  time->tv_sec = moment.tv_sec;
  time->tv_usec = moment.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *result) {
  struct timespec moment;
  if (clock_gettime(CLOCK_REALTIME, &moment)) return -1;
  if (result) *result = moment.tv_sec;
  return moment.tv_sec;
}
