/* Prints the addresses of a name as the C library finds them: cc addresses.c && ./a.out NAME */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <sys/socket.h>

int main(int count, char **words) {
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found, *one;
  char text[NI_MAXHOST];
  int problem = count == 2 ? getaddrinfo(words[1], NULL, &hints, &found) : EAI_NONAME;
  if (problem) {
    fprintf(stderr, "%s\n", gai_strerror(problem));
    return 1;
  }
  for (one = found; one; one = one->ai_next) {
    if (!getnameinfo(one->ai_addr, one->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST))
      puts(text);
  }
  freeaddrinfo(found);
  return 0;
}
