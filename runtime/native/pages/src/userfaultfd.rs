//! Write protection that the kernel lifts by itself at the first write, which it remembers: userfaultfd(2) with UFFD_FEATURE_WP_ASYNC.

use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

use crate::pagemap::Span;

/// Of <linux/userfaultfd.h>; the libc crate has no userfaultfd yet.
const UFFD_USER_MODE_ONLY: libc::c_int = 1;
const UFFD_API: u64 = 0xAA;
const FEATURE_PAGEFAULT_FLAG_WP: u64 = 1 << 0;
const FEATURE_WP_HUGETLBFS_SHMEM: u64 = 1 << 12;
const FEATURE_WP_UNPOPULATED: u64 = 1 << 13;
const FEATURE_WP_ASYNC: u64 = 1 << 15;
const REGISTER_MODE_WP: u64 = 1 << 1;
const UFFDIO_API: libc::c_ulong = 0xC018_AA3F;
const UFFDIO_REGISTER: libc::c_ulong = 0xC020_AA00;
const UFFDIO_UNREGISTER: libc::c_ulong = 0x8010_AA01;

#[repr(C)]
struct Api {
    api: u64,
    features: u64,
    ioctls: u64,
}

#[repr(C)]
struct Range {
    start: u64,
    length: u64,
}

#[repr(C)]
struct Register {
    range: Range,
    mode: u64,
    ioctls: u64,
}

pub struct Userfaultfd(OwnedFd);

impl Userfaultfd {
    pub fn open() -> io::Result<Self> {
        let flags = libc::O_CLOEXEC | libc::O_NONBLOCK | UFFD_USER_MODE_ONLY;
        // SAFETY: no pointers; a descriptor that is not negative is ours alone.
        let fd = unsafe {
            let fd = libc::syscall(libc::SYS_userfaultfd, flags);
            if fd < 0 {
                return Err(io::Error::last_os_error());
            }
            OwnedFd::from_raw_fd(fd as i32)
        };
        let mut api = Api {
            api: UFFD_API,
            features: FEATURE_PAGEFAULT_FLAG_WP | FEATURE_WP_HUGETLBFS_SHMEM | FEATURE_WP_UNPOPULATED | FEATURE_WP_ASYNC,
            ioctls: 0,
        };
        control(&fd, UFFDIO_API, &mut api)?;
        Ok(Self(fd))
    }

    /// Tracks writes to the range, which must be mapped and in no other userfaultfd.
    pub fn register(&self, span: Span) -> io::Result<()> {
        let mut register = Register {
            range: range(span),
            mode: REGISTER_MODE_WP,
            ioctls: 0,
        };
        control(&self.0, UFFDIO_REGISTER, &mut register)
    }

    pub fn unregister(&self, span: Span) -> io::Result<()> {
        control(&self.0, UFFDIO_UNREGISTER, &mut range(span))
    }
}

fn range(span: Span) -> Range {
    Range {
        start: span.start as u64,
        length: (span.end - span.start) as u64,
    }
}

fn control<T>(fd: &OwnedFd, request: libc::c_ulong, argument: &mut T) -> io::Result<()> {
    // SAFETY: each request is called with the structure that the kernel's header names for it.
    match unsafe { libc::ioctl(fd.as_raw_fd(), request as _, argument as *mut T) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}
