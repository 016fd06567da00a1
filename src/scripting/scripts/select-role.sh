#!/bin/sh
# usage: select-role.sh ROLES TARGET
# Copies what this pod's role (by the ordinal in POD_INDEX) has in the directory ROLES to the directory TARGET.
set -eu

# usage: role_of ORDINAL TABLE
role_of() {
  while read -r first last role; do
    if [ "$1" -ge "$first" ] && { [ "$last" = - ] || [ "$1" -le "$last" ]; }; then
      echo "$role"
      return
    fi
  done <"$2"
}

role=$(role_of "$POD_INDEX" "$1/ordinals")
if [ -z "$role" ]; then
  echo "select-role: no role for ordinal '$POD_INDEX'" >&2
  exit 1
fi
for file in "$1/$role".*; do
  [ -f "$file" ] || continue
  cp -L "$file" "$2/${file#"$1/$role."}"
done
cp -L "$1/$role-env" "$2/@env"
echo "select-role: ordinal $POD_INDEX is $role"
