#!/bin/bash
# Checks the version of the data, and whether this server can use it. If not, the start ends with the remedy before the server changes data.

# usage: check_version RESULT [group]
# RESULT becomes the server's version. Ends the container if the data cannot be upgraded to it, or not yet. A group elects a primary among
# the members of the earliest version, so that its members can be upgraded in any order.
check_version() {
  local -n _version=$1
  local text version_of_data
  text=$(mysqld --version)
  [[ $text =~ Ver\ ([0-9]+\.[0-9]+\.[0-9]+) ]] || fail "mysqld --version prints no version: $text [VersionUnknown]"
  _version=${BASH_REMATCH[1]}
  [ -d "$DATA/mysql" ] && [ -e "$VERSION_OF_DATA" ] || return 0
  version_of_data=$(<"$VERSION_OF_DATA")
  check_path "$version_of_data" "$_version"
  [ "${2:-}" = group ] || check_replicas "$version_of_data" "$_version"
}

# usage: rank_of VERSION
# Prints a number that grows with the series, for example 9007 for 9.7.4.
rank_of() {
  local major minor
  IFS=. read -r major minor _ <<<"$1"
  echo $((major * 1000 + minor))
}

# usage: check_path VERSION_OF_DATA VERSION
# Rejects a downgrade, and an upgrade that skips a series with long-term support.
check_path() {
  local from to rank series
  from=$(rank_of "$1")
  to=$(rank_of "$2")
  [ "$to" -ge "$from" ] || fail "the data is of MySQL $1 and the image has $2: no server takes data of a later series. Use an image of $1" \
    "or later; to go back, restore a logical backup into a new set ($DOCUMENTATION, 'Upgrade MySQL') [VersionOlder]"
  while read -r series; do
    rank=$(rank_of "$series.0")
    if [ "$rank" -gt "$from" ] && [ "$rank" -lt "$to" ]; then
      fail "the data is of MySQL $1 and the image has $2: that skips $series. Use an image of $series until all members are ready, then" \
        "the one of $2 ($DOCUMENTATION, 'Upgrade MySQL') [SeriesSkipped]"
    fi
  done <"$ETC/lts-series"
}

# usage: check_replicas VERSION_OF_DATA VERSION
# A replica supports an older primary but not a newer one, so the primary gets a new series last.
check_replicas() {
  local from to rank peers ordinal
  local -A peer
  from=$(rank_of "$1")
  to=$(rank_of "$2")
  [ "$POD_INDEX" = "$PRIMARY_ORDINAL" ] && [ "$to" -gt "$from" ] || return 0
  list_peers peers
  for ordinal in "${peers[@]}"; do
    query_member peer "$ordinal"
    if [ "${peer[reached]}" != answered ] || [ "${peer[has_data]}" = no ]; then continue; fi
    rank=$(rank_of "${peer[version]}")
    [ "$rank" -ge "$to" ] || fail "member $POD_INDEX is the primary and would go from MySQL $1 to $2, while member $ordinal still has" \
      "${peer[version]}: replicas come first. An update begins with the highest ordinal, so go back to the image of $1, make member 0 the" \
      "primary (primaryOrdinal), then change the image ($DOCUMENTATION, 'Upgrade MySQL') [PrimaryBeforeReplicas]"
  done
}

# usage: record_version VERSION
# Called once the server has started on the data, which then has the server's version.
record_version() {
  write_atomically "$VERSION_OF_DATA" "$1"
}
