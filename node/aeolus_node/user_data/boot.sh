#!/bin/bash
# First boot of a node: fetch what it installs, be sure of it, unpack it, and let it install itself.
#
# Whatever is in the way may end, so it tries again for ever, and says on the console what it was.
# From its environment: BUCKET, and for each of Debian's architectures KEY_* and SHA256_*.
set -uo pipefail

target=${TARGET:-/opt/aeolus}
fetched=$target.tar.zst
unpacked=$target.new
installed=$target/installed
longest=${LONGEST_WAIT:-30}

# step WHAT COMMAND...: run it; when it fails, say what could not be done and why.
step() {
    local what=$1 why
    shift
    why=$("$@" 2>&1) && return
    echo "cannot $what: $(tail -n 3 <<<"$why" | paste -s -d ' ')"
    return 1
}

is_right() {
    local found
    found=$(openssl dgst -sha256 -r "$fetched" | cut -d ' ' -f 1)
    [[ $found == "$sha256" ]] || { echo "its SHA-256 is $found, not $sha256" && false; }
}

unpack() {
    rm -rf "$unpacked" && mkdir -p "$unpacked" &&
        tar --extract --zstd --no-same-owner --file "$fetched" --directory "$unpacked" &&
        rm -rf "$target" && mv "$unpacked" "$target" && rm "$fetched"
}

# Not again when it is there: it is moved to its place when it is whole.
fetch() {
    [[ -d $target ]] && return
    step "fetch s3://$BUCKET/$key" \
        aws s3 cp --only-show-errors --cli-connect-timeout 10 "s3://$BUCKET/$key" "$fetched" &&
        step "use s3://$BUCKET/$key" is_right &&
        step "unpack s3://$BUCKET/$key" unpack
}

install() {
    "$target/airflow/bin/python" -m aeolus_agent install && touch "$installed" && return
    echo "cannot install this node"
    return 1
}

architecture=$(dpkg --print-architecture)
declare -n key=KEY_${architecture^^} sha256=SHA256_${architecture^^}
wait=1
until fetch && install; do
    echo "trying again in $wait s"
    sleep "$wait"
    wait=$((wait * 2 < longest ? wait * 2 : longest))
done
echo "this node is installed"
