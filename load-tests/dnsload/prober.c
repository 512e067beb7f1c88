// Asks the names of a file at a steady rate and prints how long each answer took, in nanoseconds:
// prober udp|tcp PORT FILE RATE SECONDS [edns]
// An answer's moment is the one at which the kernel had it, so it does not count when this program,
// which shares its core with the load, gets to read it.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { IDS = 65536, READ = 65536, QUERY = 128 };
static const int64_t SECOND = 1000000000;
static const int64_t PATIENCE = 2000000000;

static const char OPT[] = {0, 0, 41, 0x04, 0xd0, 0, 0, 0, 0, 0, 0};  // 1232 octets (RFC 6891 section 6.1.2)

static int tcp, edns, connection = -1;
static struct sockaddr_in server = {.sin_family = AF_INET};
static int64_t asked[IDS];  // when, 0 once it was answered
static int64_t *took;
static size_t sent, answered, wrong, filled;
static char buffer[READ];

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int64_t nanos(struct timespec time) { return time.tv_sec * SECOND + time.tv_nsec; }

static int64_t now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return nanos(time);
}

static void open_connection(void) {
  int on = 1;
  if (connection >= 0) close(connection);
  connection = socket(AF_INET, tcp ? SOCK_STREAM : SOCK_DGRAM, 0);
  setsockopt(connection, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
  if (tcp) setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(connection, (struct sockaddr *)&server, sizeof server)) fail("connect");
  filled = 0;
}

// A query as it goes over TCP, with room for the id: the length is that of the message.
static size_t query(char *line, unsigned char *out) {
  char *name = strtok(line, " \t\n"), *type = strtok(NULL, " \t\n");
  if (!name || !type || strlen(name) > 100) return 0;
  memcpy(out + 2, "\0\0\0\0\0\1\0\0\0\0\0\0", 12);
  size_t at = 14;
  for (char *label = strtok(name, "."); label; label = strtok(NULL, ".")) {
    out[at] = strlen(label);
    memcpy(out + at + 1, label, out[at]);
    at += 1 + out[at];
  }
  memcpy(out + at, (char[]){0, 0, strcmp(type, "SRV") ? 1 : 33, 0, 1}, 5);
  at += 5;
  if (edns) memcpy(out + at, OPT, sizeof OPT);
  if (edns) out[13] = 1, at += sizeof OPT;
  out[0] = (at - 2) >> 8;
  out[1] = (at - 2) & 0xff;
  return at;
}

static unsigned char *read_queries(const char *path, size_t *count) {
  FILE *file = fopen(path, "r");
  char line[512];
  size_t room = 0;
  unsigned char *queries = NULL;
  if (!file) fail(path);
  for (*count = 0; fgets(line, sizeof line, file);) {
    if (*count == room) queries = realloc(queries, (room = 2 * room + 1024) * QUERY);
    if (query(line, queries + *count * QUERY)) ++*count;
  }
  fclose(file);
  if (!*count) fail(path);
  return queries;
}

static void take(const char *message, int64_t arrived) {
  uint16_t id = ntohs(*(uint16_t *)message);
  if (!asked[id]) return;
  if (message[3] & 0xf) wrong++;
  took[answered++] = arrived - asked[id];
  asked[id] = 0;
}

// Takes what has arrived, without waiting; 0 when there was nothing.
static int drain(void) {
  char control[256];
  struct iovec part = {buffer + filled, READ - filled};
  struct msghdr header = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  ssize_t got = recvmsg(connection, &header, MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == ECONNREFUSED)) return 0;
  if (got <= 0) return open_connection(), 0;  // some servers answer so many queries and no more
  int64_t arrived = now(CLOCK_REALTIME);
  for (struct cmsghdr *c = CMSG_FIRSTHDR(&header); c; c = CMSG_NXTHDR(&header, c))
    if (c->cmsg_type == SCM_TIMESTAMPNS) arrived = nanos(*(struct timespec *)CMSG_DATA(c));
  if (!tcp && got >= 12) take(buffer, arrived);
  if (!tcp) return 1;
  char *next = buffer, *end = buffer + filled + got;
  for (size_t size; end - next > 2; next += size) {
    size = 2 + ntohs(*(uint16_t *)next);
    if ((size_t)(end - next) < size) break;
    take(next + 2, arrived);
  }
  memmove(buffer, next, filled = end - next);
  return 1;
}

static void ask(unsigned char *query) {
  uint16_t id = sent++;
  size_t length = 2 + (query[0] << 8 | query[1]);
  query[2] = id >> 8;
  query[3] = id & 0xff;
  asked[id] = now(CLOCK_REALTIME);
  if (send(connection, query + (tcp ? 0 : 2), length - (tcp ? 0 : 2), MSG_NOSIGNAL) < 0 && tcp)
    open_connection();
}

int main(int count, char **words) {
  if (count < 6) return fputs("usage: prober udp|tcp PORT FILE RATE SECONDS [edns]\n", stderr), 2;
  tcp = !strcmp(words[1], "tcp");
  edns = count > 6;
  server.sin_port = htons(atoi(words[2]));
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  size_t names, rate = atol(words[4]), total = rate * atof(words[5]);
  unsigned char *queries = read_queries(words[3], &names);
  took = calloc(total + 1, sizeof *took);
  open_connection();
  // Nothing comes between the clock and the call that sends; without the right to that it goes on.
  int undisturbed = !sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){1});
  int64_t start = now(CLOCK_MONOTONIC);
  while (sent < total) {
    int64_t next = start + sent * SECOND / rate;
    struct timespec until = {next / SECOND, next % SECOND};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
    ask(queries + (sent * 7919 % names) * QUERY);
    while (drain()) continue;
  }
  int64_t end = now(CLOCK_MONOTONIC) + PATIENCE;
  while (answered < sent && now(CLOCK_MONOTONIC) < end) {
    usleep(1000);
    while (drain()) continue;
  }
  printf("%zu sent %zu wrong %d undisturbed\n", sent, wrong, undisturbed);
  for (size_t i = 0; i < answered; i++) printf("%lld\n", (long long)took[i]);
}
