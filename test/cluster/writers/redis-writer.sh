#!/bin/sh
# The recorder's functions for Redis; HOST is a client Service or one pod. A server that syncs each write acknowledges what it keeps.

write_number() {
  timeout 2 redis-cli -h "$HOST" RPUSH recorder "$1" | grep -qx '[0-9]*'
}

read_numbers() {
  timeout 10 redis-cli -h "$HOST" LRANGE recorder 0 -1
}
