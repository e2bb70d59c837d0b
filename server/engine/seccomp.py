"""A system call filter that takes network, programs and other processes out of reach.

The filter is a classic BPF program set by ``prctl`` through ctypes; it needs no privilege.
Numbers: Linux ``arch/x86/entry/syscalls/syscall_64.tbl`` and ``include/uapi/asm-generic/unistd.h``.
It is inherited by every thread made afterwards and cannot be taken off again.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from dataclasses import dataclass

PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2

_LOAD, _EQUAL, _GREATER_EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL_PROCESS, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
# Offsets in struct seccomp_data; the low halves of the 64-bit arguments (little endian).
_NUMBER, _ARCHITECTURE, _ARGUMENT_0 = 0, 4, 16
_CLONE_THREAD = 0x00010000
_X32_BIT = 0x40000000


class SandboxError(Exception):
    """The isolation that queries need cannot be had on this machine."""


@dataclass(frozen=True, slots=True)
class _Machine:
    """System call numbers of one architecture.

    :param audit: the architecture's AUDIT_ARCH value.
    :param denied: calls that fail with EACCES.
    :param sending: calls that are allowed on the worker's own link and on lent connections only.
    :param clone: allowed for threads only.
    :param clone3: answered with ENOSYS, so that the C library falls back to clone.
    """

    audit: int
    denied: tuple[int, ...]
    sending: tuple[int, ...]
    clone: int
    clone3: int


# socket connect accept bind listen socketpair accept4 sendmmsg recvmmsg; fork vfork execve ptrace
# execveat; process_vm_readv/writev pidfd_open pidfd_getfd; unshare setns mount umount2 chroot
# pivot_root; bpf perf_event_open userfaultfd io_uring_*; keys, modules, kexec, handles.
_MACHINES = {
    "x86_64": _Machine(
        audit=0xC000003E,
        denied=(
            *(41, 42, 43, 49, 50, 53, 288, 307, 299, 57, 58, 59, 101, 322, 310, 311, 434, 438),
            *(272, 308, 165, 166, 161, 155, 321, 298, 323, 425, 426, 427, 248, 249, 250),
            *(175, 313, 176, 246, 320, 303, 304),
        ),
        sending=(44, 46),
        clone=56,
        clone3=435,
    ),
    "aarch64": _Machine(
        audit=0xC00000B7,
        denied=(
            *(198, 203, 202, 200, 201, 199, 242, 269, 243, 221, 117, 281, 270, 271, 434, 438),
            *(97, 268, 40, 39, 51, 41, 280, 241, 282, 425, 426, 427, 217, 218, 219),
            *(105, 273, 106, 104, 294, 264, 265),
        ),
        sending=(206, 211),
        clone=220,
        clone3=435,
    ),
}


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _program(machine: _Machine, link: int, lent: int) -> bytes:
    """Return the BPF program; ``link``, and those from ``lent`` on, may be sent on."""
    deny = _instruction(_RETURN, _ERRNO | errno.EACCES)
    allow = _instruction(_RETURN, _ALLOW)
    steps = [
        _instruction(_LOAD, _ARCHITECTURE),
        _instruction(_EQUAL, machine.audit, if_true=1),
        _instruction(_RETURN, _KILL_PROCESS),
        _instruction(_LOAD, _NUMBER),
        # The x32 calls of x86_64 carry a bit of their own and would slip past the numbers below.
        _instruction(_GREATER_EQUAL, _X32_BIT, if_false=1),
        _instruction(_RETURN, _KILL_PROCESS),
    ]
    for number in machine.denied:
        steps += [_instruction(_EQUAL, number, if_false=1), deny]
    steps += [
        _instruction(_EQUAL, machine.clone3, if_false=1),
        _instruction(_RETURN, _ERRNO | errno.ENOSYS),
        _instruction(_EQUAL, machine.clone, if_false=4),
        _instruction(_LOAD, _ARGUMENT_0),
        _instruction(_ANY_BIT, _CLONE_THREAD, if_false=1),
        allow,
        deny,
    ]
    for number in machine.sending:
        steps += [
            _instruction(_EQUAL, number, if_false=5),
            _instruction(_LOAD, _ARGUMENT_0),
            _instruction(_EQUAL, link, if_true=1),
            _instruction(_GREATER_EQUAL, lent, if_false=1),
            allow,
            deny,
        ]
    return b"".join([*steps, allow])


class _FilterProgram(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def deny_network_and_processes(link: int, lent: int) -> None:
    """Set the filter for this process for good.

    :param link: the descriptor that stays usable for sending.
    :param lent: so do this one and those above it.
    :raises SandboxError: not Linux, an unknown processor, or the kernel refuses.
    """
    machine = _MACHINES.get(platform.machine() if sys.platform == "linux" else "")
    if machine is None:
        raise SandboxError(
            f"Queries are isolated by Linux system call filters on x86_64 or aarch64; "
            f"this is {sys.platform} on {platform.machine()}."
        )
    library = ctypes.CDLL(None, use_errno=True)
    code = _program(machine, link, lent)
    program = _FilterProgram(len(code) // 8, code)
    zero = ctypes.c_ulong(0)
    for arguments in (
        (PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), zero, zero, zero),
        (PR_SET_SECCOMP, ctypes.c_ulong(SECCOMP_MODE_FILTER), ctypes.byref(program), zero, zero),
    ):
        if library.prctl(*arguments) != 0:
            reason = os.strerror(ctypes.get_errno())
            raise SandboxError(f"The system call filter was refused by the kernel: {reason}.")
