#!/usr/bin/env bash
# A cluster of two Slurm nodes on this host: slurm.sh start|stop|down NODE|resume NODE FOLDER
#
# Everything lies in FOLDER (keys, sockets, states, logs). Needs slurmctld, slurmd and munge of the distribution, and root.
set -euo pipefail
what=$1 folder=${!#}
export SLURM_CONF=$folder/slurm.conf
host=$(hostname -s)

start() {
  mkdir -p "$folder"/{state,spool,log}
  dd if=/dev/urandom of="$folder/munge.key" bs=1024 count=1 status=none
  chmod 400 "$folder/munge.key"
  munged --key-file="$folder/munge.key" --socket="$folder/munge.socket" --pid-file="$folder/munged.pid" \
    --log-file="$folder/log/munged.log" --seed-file="$folder/munge.seed" --force
  cat >"$SLURM_CONF" <<CONF
ClusterName=two
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
CryptoType=crypto/munge
SlurmctldPort=16817
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool/%n
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.%n.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd.%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SlurmdTimeout=30
KillWait=5
UnkillableStepTimeout=60
NodeName=one NodeHostname=$host NodeAddr=127.0.0.1 Port=16818 CPUs=1 State=UNKNOWN
NodeName=two NodeHostname=$host NodeAddr=127.0.0.1 Port=16819 CPUs=1 State=UNKNOWN
PartitionName=all Nodes=one,two Default=YES MaxTime=INFINITE State=UP
CONF
  slurmctld -f "$SLURM_CONF"
  slurmd -f "$SLURM_CONF" -N one
  slurmd -f "$SLURM_CONF" -N two
  for _ in $(seq 60); do
    [ "$(sinfo -h -o '%T %D' | grep -c '^idle 2')" = 1 ] && return 0
    sleep 0.5
  done
  sinfo >&2
  return 1
}

stop() {
  for pid in "$folder"/slurmd.*.pid "$folder"/slurmctld.pid "$folder"/munged.pid; do
    [ -e "$pid" ] && kill "$(cat "$pid")" 2>/dev/null || true
  done
}

case $what in
start) start ;;
stop) stop ;;
# A node that dies: its daemon is killed at once, and what it ran with it.
down)
  kill -9 "$(cat "$folder/slurmd.$2.pid")"
  scontrol update nodename="$2" state=down reason="taken down"
  ;;
resume)
  slurmd -f "$SLURM_CONF" -N "$2"
  scontrol update nodename="$2" state=resume
  ;;
*) exit 2 ;;
esac
