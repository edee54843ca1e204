"""How git comes to a private repository: files that name a credential and hold none.

The units that read DAGs have the first as `GIT_CONFIG_SYSTEM` (git-config.conf), and so their tasks
do. What these set up for themselves, in their home or by variables, counts before it, and other
servers are reached as if it were not there.
"""

from __future__ import annotations

from pathlib import Path

from aeolus_agent.git_access import GitAccess
from aeolus_agent.places import CREDENTIAL, GIT_CONFIG, KNOWN_HOSTS, SSH_CONFIG

NAME = "git_credentials"
"""The credential's, as git-config.conf loads it."""
_HTTPS, _SSH = 443, 22


def git_files(git: GitAccess) -> dict[Path, str]:
    """Return the files' texts by their places."""
    if not git.ssh:
        return {GIT_CONFIG: _by_helper(git)}
    known_as = git.host if git.port == _SSH else f"[{git.host}]:{git.port}"
    return {
        GIT_CONFIG: f"[core]\n\tsshCommand = ssh -F {SSH_CONFIG}\n",
        SSH_CONFIG: _ssh_config(git.host),
        KNOWN_HOSTS: "".join(f"{known_as} {each}\n" for each in git.host_keys),
    }


def _by_helper(git: GitAccess) -> str:
    """Return a configuration in which a helper answers for this server, and for no other.

    git-config(1), `credential.<url>.*`; a helper that begins with a slash is run as it stands.
    """
    server = f"https://{git.host}" + ("" if git.port == _HTTPS else f":{git.port}")
    return (
        f'[credential "{server}"]\n\thelper = {CREDENTIAL} {NAME}\n'
        # Where no answer comes, git ends, and the daemon goes on.
        f'[http "{server}"]\n\tlowSpeedLimit = 1\n\tlowSpeedTime = 60\n'
    )


def _ssh_config(host: str) -> str:
    """Return a configuration of ssh by which the key is shown to this host, and to no other.

    ssh_config(5); the credential is root's and may be read by the unit's user, which ssh accepts of
    a key that is not the user's own.
    """
    return f"""Host {host}
    IdentityFile ${{CREDENTIALS_DIRECTORY}}/{NAME}
    IdentitiesOnly yes
    IdentityAgent none
    PreferredAuthentications publickey
    BatchMode yes
    StrictHostKeyChecking yes
    UserKnownHostsFile {KNOWN_HOSTS}
    GlobalKnownHostsFile none
    UpdateHostKeys no
    ForwardAgent no
    ConnectTimeout 20
    ServerAliveInterval 20
Host * !{host}
    Include ~/.ssh/config
    Include /etc/ssh/ssh_config
"""
