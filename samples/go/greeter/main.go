// Greeter is an HTTP service that others find by DNS: it registers with Rollcall, keeps its
// lease alive, and deregisters on SIGTERM.
package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

var (
	nodes    = strings.Split(setting("ROLLCALL_URL", "http://127.0.0.1:8054"), ",")
	service  = setting("SERVICE", "greeter")
	lease    = must(time.ParseDuration(setting("LEASE_SECONDS", "30") + "s"))
	instance = fmt.Sprintf("go-%x", token())
	path     = "/api/v1/services/" + service + "/instances/" + instance

	// Two heartbeats may fail before the lease ends.
	beat = lease / 3
	// No proxy: Rollcall takes the address that the request comes from.
	rollcall = &http.Client{Timeout: beat, Transport: &http.Transport{}}
)

func main() {
	stopping, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	listener := must(net.Listen("tcp", ":"+setting("PORT", "0"))) // 0 takes a free one
	server := &http.Server{ReadTimeout: 10 * time.Second}
	server.Handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "hello from", instance)
	})
	go server.Serve(listener)
	stayRegistered(stopping, listener.Addr().(*net.TCPAddr).Port)
	patience, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	server.Shutdown(patience) // requests under way are finished
}

// Registers, again whenever Rollcall does not know this instance, until it is to stop.
func stayRegistered(stopping context.Context, port int) {
	registration := fmt.Sprintf(`{"port":%d,"leaseSeconds":%.0f}`, port, lease.Seconds())
	beats := time.NewTicker(beat)
	defer beats.Stop()
	for registered := false; stopping.Err() == nil; {
		if registered {
			registered = call(http.MethodPut, path+"/heartbeat", "") != http.StatusNotFound
		}
		if !registered {
			registered = call(http.MethodPut, path, registration)/100 == 2
			if registered {
				fmt.Printf("%s registered as %s, port %d\n", instance, service, port)
			}
		}
		select {
		case <-beats.C:
		case <-stopping.Done():
		}
	}
	if call(http.MethodDelete, path, "") == http.StatusNoContent {
		fmt.Println(instance, "deregistered")
	}
}

// Asks one node after the other, first the one that answered last. Returns the status, or 0.
func call(method, path, body string) int {
	for range nodes {
		request := must(http.NewRequest(method, nodes[0]+path, strings.NewReader(body)))
		request.Header.Set("Content-Type", "application/json")
		response, err := rollcall.Do(request)
		if err != nil {
			log.Print(err)
		} else {
			answer, _ := io.ReadAll(response.Body)
			response.Body.Close()
			if response.StatusCode >= 400 {
				log.Printf("%s%s: %d %s", nodes[0], path, response.StatusCode, answer)
			}
			if response.StatusCode < 500 {
				return response.StatusCode
			}
		}
		nodes = append(nodes[1:], nodes[0])
	}
	return 0
}

func setting(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

func token() []byte {
	token := make([]byte, 4)
	must(rand.Read(token))
	return token
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}
