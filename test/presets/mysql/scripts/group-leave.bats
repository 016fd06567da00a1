#!/usr/bin/env bats
# group-leave.sh: the member to which a primary hands over.

load pod

# usage: succeeds EXPECTED OWN-ORDINAL ORDINAL...
# A primary with one ordinal hands over to another of these, in this order and in the reverse one.
succeeds() {
  local expected=$1 ordinal rows='' reversed='' successor
  make_pod "$2" 3
  # shellcheck source=/dev/null
  . "$scripts/group-leave.sh"
  for ordinal in "${@:3}"; do
    rows+="uuid-$ordinal mysql-$ordinal.mysql"$'\n'
    reversed="uuid-$ordinal mysql-$ordinal.mysql"$'\n'$reversed
  done
  for rows in "$rows" "$reversed"; do
    successor=''
    find_successor successor <<<"${rows%$'\n'}"
    [ "$successor" = "uuid-$expected" ] || { echo "hands over to $successor" && return 1; }
  done
}

@test "a primary hands over to the highest member above it, which an update has reached first" {
  succeeds 2 0 1 2
  succeeds 2 1 0 2
  succeeds 4 2 0 1 3 4
  succeeds 10 9 2 10
}

@test "the highest member hands over to the lowest, which an update reaches last" {
  succeeds 0 2 0 1
  succeeds 1 4 3 1 2
}
