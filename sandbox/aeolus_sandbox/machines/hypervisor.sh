# What a machine runs in, from power-on to power-off: `CGROUP… -- COMMAND…` starts COMMAND in each
# CGROUP, and again whenever the machine has rebooted, which systemd-nspawn tells by status 133 (its
# --keep-unit).
cgroups=
while [ "$1" != -- ]; do
    cgroups="$cgroups
$1"
    shift
done
shift
IFS='
'
while :; do
    (
        for cgroup in $cgroups; do
            # Anew: one whose groups below have controllers lets no process in.
            find "$cgroup" -depth -type d -exec rmdir {} +
            mkdir -p "$cgroup" && echo 0 >"$cgroup/cgroup.procs" || exit 1
        done
        exec "$@"
    )
    status=$?
    [ "$status" = 133 ] || exit "$status"
done
