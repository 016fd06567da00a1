#!/bin/sh
# The recorder's functions for the append log; HOST is its client Service or one of its pods.

write_number() {
  timeout 2 wget -q -O - "http://$HOST:8080/cgi-bin/log/append?$1" | grep -qx "$1"
}

read_numbers() {
  timeout 10 wget -q -O - "http://$HOST:8080/cgi-bin/log/lines"
}
