// Client finds a service by its SRV records and calls it: client _greeter._tcp.service.internal
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

const timeout = 2 * time.Second

// Asks Rollcall itself; where the machine's own resolver knows the zone, net.DefaultResolver does.
var resolver = &net.Resolver{
	PreferGo: true,
	Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		dialer := net.Dialer{Timeout: timeout}
		return dialer.DialContext(ctx, network, setting("ROLLCALL_DNS", "127.0.0.1:8053"))
	},
}

// Resolves the hosts of URLs with the resolver above, and tries all of their addresses.
var client = &http.Client{
	Timeout: timeout,
	Transport: &http.Transport{
		DialContext: (&net.Dialer{Timeout: timeout, Resolver: resolver}).DialContext,
	},
}

func main() {
	log.SetFlags(0)
	name := "_greeter._tcp.service.internal"
	if len(os.Args) > 1 {
		name = os.Args[1]
	}
	answer, err := call(name)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(answer)
}

func call(name string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	// The dot at the end keeps search domains away. What comes back is in the order of RFC 2782.
	_, records, err := resolver.LookupSRV(ctx, "", "", strings.TrimSuffix(name, ".")+".")
	if err != nil {
		return "", err
	}
	for _, record := range records {
		answer, err := get(net.JoinHostPort(record.Target, strconv.Itoa(int(record.Port))))
		if err == nil {
			return answer, nil
		}
		log.Print(err)
	}
	return "", fmt.Errorf("nobody answers for %s", name)
}

func get(host string) (string, error) {
	response, err := client.Get("http://" + host + "/")
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s: %s", host, response.Status)
	}
	answer, err := io.ReadAll(response.Body)
	return string(answer), err
}

func setting(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
