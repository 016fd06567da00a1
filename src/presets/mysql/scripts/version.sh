#!/bin/bash
# Which version the data is of, and whether this server may take it: said here with what to do, before the server touches anything.
# shellcheck disable=SC2154 # what lib.sh finds out

VERSION_OF_DATA=$VOLUME/data.version

# usage: check_version
# Sets version: the server's. Ends where the data may not be taken to it, or not yet.
check_version() {
  local was text
  text=$(mysqld --version)
  [[ $text =~ Ver\ ([0-9]+\.[0-9]+\.[0-9]+) ]] || die "mysqld --version does not say which version it is: $text"
  version=${BASH_REMATCH[1]}
  [ -d "$DATA/mysql" ] && [ -e "$VERSION_OF_DATA" ] || return 0
  was=$(<"$VERSION_OF_DATA")
  check_path "$was"
  check_replicas "$was"
}

# usage: rank_of VERSION
# Sets rank: a number that grows with the series, 9007 of 9.7.4.
rank_of() {
  local major minor
  IFS=. read -r major minor _ <<<"$1"
  rank=$((major * 1000 + minor))
}

# usage: check_path VERSION-OF-DATA
# Back is refused, and so is a step over a series with long-term support.
check_path() {
  local from to series
  rank_of "$1"
  from=$rank
  rank_of "$version"
  to=$rank
  [ "$to" -ge "$from" ] || die "the data is of MySQL $1 and the image has $version: no server takes data of a later series. Use an image of $1 or later; to go back, restore a logical backup into a new set (docs/presets/mysql.md, 'Upgrade')"
  while read -r series; do
    rank_of "$series.0"
    if [ "$rank" -gt "$from" ] && [ "$rank" -lt "$to" ]; then
      die "the data is of MySQL $1 and the image has $version: that skips $series. Use an image of $series until all members are ready, then the one of $version (docs/presets/mysql.md, 'Upgrade')"
    fi
  done <"$ETC/lts-series"
}

# usage: check_replicas VERSION-OF-DATA
# A replica understands an older source and not a newer one, so the source takes a new series last.
check_replicas() {
  local from to ordinal other
  rank_of "$1"
  from=$rank
  rank_of "$version"
  to=$rank
  [ "$POD_INDEX" = "$SOURCE_ORDINAL" ] && [ "$to" -gt "$from" ] || return 0
  list_peers
  for ordinal in "${peers[@]}"; do
    ask "$ordinal" 'SELECT @@datadir, @@version'
    [[ $asked = answered && $answer = $DATA/* ]] || continue
    other=${answer#*$'\t'}
    rank_of "$other"
    [ "$rank" -ge "$to" ] || die "member $POD_INDEX is the source and would go from MySQL $1 to $version, while member $ordinal still has $other: replicas come first. An update begins with the highest ordinal, so go back to the image of $1, make member 0 the source (sourceOrdinal), then change the image (docs/presets/mysql.md, 'Upgrade')"
  done
}

# usage: record_version
# Once the server has started on the data, which is then of its version.
record_version() {
  echo "$version" >"$VERSION_OF_DATA.new"
  mv "$VERSION_OF_DATA.new" "$VERSION_OF_DATA"
}
