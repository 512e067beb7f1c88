// The floor: sends each query back as a response of a given length, and looks at none of it but the flags.
// UDP by recvmmsg and sendmmsg of 64, TCP by epoll: echo PORT OCTETS
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BATCH = 64, LARGEST = 4096, CLIENTS = 1024, READ = 65536 };
static struct sockaddr_in address = {.sin_family = AF_INET};
static size_t octets;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int open_socket(int type) {
  int opened = socket(AF_INET, type, 0), on = 1;
  setsockopt(opened, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(opened, (struct sockaddr *)&address, sizeof address)) fail("bind");
  return opened;
}

static void *udp(void *unused) {
  static char buffers[BATCH][LARGEST];
  static struct sockaddr_in peers[BATCH];
  static struct iovec parts[BATCH];
  static struct mmsghdr messages[BATCH];
  for (int i = 0; i < BATCH; i++) {
    parts[i].iov_base = buffers[i];
    messages[i].msg_hdr = (struct msghdr){
        .msg_name = &peers[i], .msg_iov = &parts[i], .msg_iovlen = 1};
  }
  for (int opened = open_socket(SOCK_DGRAM);;) {
    for (int i = 0; i < BATCH; i++) {
      parts[i].iov_len = LARGEST;
      messages[i].msg_hdr.msg_namelen = sizeof peers[i];
    }
    int got = recvmmsg(opened, messages, BATCH, MSG_WAITFORONE, NULL);
    if (got < 0) fail("recvmmsg");
    for (int i = 0; i < got; i++) {
      buffers[i][2] |= (char)0x80;
      parts[i].iov_len = octets;
    }
    for (int sent = 0, more; sent < got; sent += more)
      if ((more = sendmmsg(opened, messages + sent, got - sent, 0)) < 0) more = 1;
  }
  return unused;
}

struct client {
  int socket;
  size_t length;
  char read[READ];
};

// Answers the whole messages that were read, all in one write; 0 when the client is gone.
static int answer(struct client *client) {
  static char written[READ / 14 * (LARGEST + 2)];
  ssize_t got = recv(client->socket, client->read + client->length, READ - client->length, 0);
  if (got <= 0) return 0;
  client->length += got;
  char *next = client->read, *end = next + client->length, *out = written;
  for (size_t size; end - next > 2; next += size) {
    size = 2 + ntohs(*(uint16_t *)next);
    if ((size_t)(end - next) < size) break;
    *(uint16_t *)out = htons(octets);
    memcpy(out + 2, next + 2, size - 2 < octets ? size - 2 : octets);
    out[4] |= (char)0x80;
    out += 2 + octets;
  }
  memmove(client->read, next, client->length = end - next);
  for (char *at = written; at < out; at += got)
    if ((got = send(client->socket, at, out - at, MSG_NOSIGNAL)) <= 0) return 0;
  return 1;
}

static void tcp(void) {
  int listener = open_socket(SOCK_STREAM), poll = epoll_create1(0), on = 1;
  struct epoll_event ready[BATCH], entry = {.events = EPOLLIN};
  if (listen(listener, 128) || epoll_ctl(poll, EPOLL_CTL_ADD, listener, &entry)) fail("listen");
  for (;;) {
    int count = epoll_wait(poll, ready, BATCH, -1);
    for (int i = 0; i < count; i++) {
      struct client *client = ready[i].data.ptr;
      if (client && !answer(client)) {
        close(client->socket);
        free(client);
      }
      if (client) continue;
      client = calloc(1, sizeof *client);
      client->socket = accept(listener, NULL, NULL);
      setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      entry.data.ptr = client;
      epoll_ctl(poll, EPOLL_CTL_ADD, client->socket, &entry);
    }
  }
}

int main(int count, char **words) {
  octets = count == 3 ? strtoul(words[2], NULL, 10) : 0;
  if (octets < 12 || octets > LARGEST) return fputs("usage: echo PORT OCTETS\n", stderr), 2;
  address.sin_port = htons(atoi(words[1]));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  pthread_t thread;
  pthread_create(&thread, NULL, udp, NULL);
  tcp();
}
