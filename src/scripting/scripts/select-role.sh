#!/bin/sh
# usage: select-role.sh ROLES TARGET [SET]
# Copies what this pod's role (by the ordinal in POD_INDEX) has in the directory ROLES to the directory TARGET. SET is the StatefulSet for
# which the files were made: under another name, they would connect the pod to the members of that set.
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

# a pod of an earlier build passes no SET
if [ $# -ge 3 ] && [ "$POD_NAME" != "$3-$POD_INDEX" ]; then
  echo "select-role: pod $POD_NAME does not belong to the StatefulSet $3, whose name its files contain. No file was written." \
    "Remove the namePrefix, nameSuffix or patch that renames the set, and set its name in the program [SetRenamed]" >&2
  exit 1
fi
role=$(role_of "$POD_INDEX" "$1/ordinals")
if [ -z "$role" ]; then
  echo "select-role: no role for ordinal '$POD_INDEX'" >&2
  exit 1
fi
while read -r file; do
  cp -L "$1/$role.$file" "$2/$file"
done <"$1/$role-files"
cp -L "$1/$role-env" "$2/@env"
echo "select-role: ordinal $POD_INDEX is $role"
