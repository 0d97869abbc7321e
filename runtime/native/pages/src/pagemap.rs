//! PAGEMAP_SCAN: the written pages of a range, protected again in the same step.

use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;

/// Addresses in this process, whole pages.
#[derive(Clone, Copy)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// Of <linux/fs.h>.
const PAGEMAP_SCAN: libc::c_ulong = 0xC060_6610;
const WP_MATCHING: u64 = 1 << 0;
const CHECK_WPASYNC: u64 = 1 << 1;
const PAGE_IS_WRITTEN: u64 = 1 << 1;

#[repr(C)]
#[derive(Clone, Copy, Default)]
struct Region {
    start: u64,
    end: u64,
    categories: u64,
}

#[repr(C)]
struct ScanArgument {
    size: u64,
    flags: u64,
    start: u64,
    end: u64,
    walk_end: u64,
    regions: u64,
    regions_length: u64,
    max_pages: u64,
    category_inverted: u64,
    category_mask: u64,
    category_anyof_mask: u64,
    return_mask: u64,
}

/// So many runs of pages are taken from the kernel at a time.
const REGIONS: usize = 512;

pub struct Pagemap(File);

impl Pagemap {
    pub fn open() -> io::Result<Self> {
        Ok(Self(File::open("/proc/self/pagemap")?))
    }

    /// Calls `found` with each run of pages written since the last call, in order; from the moment before that, writes count anew.
    pub fn take_written(&self, span: Span, mut found: impl FnMut(Span)) -> io::Result<()> {
        let mut regions = [Region::default(); REGIONS];
        let mut from = span.start;
        while from < span.end {
            let mut argument = ScanArgument {
                size: size_of::<ScanArgument>() as u64,
                flags: WP_MATCHING | CHECK_WPASYNC,
                start: from as u64,
                end: span.end as u64,
                walk_end: 0,
                regions: regions.as_mut_ptr() as u64,
                regions_length: REGIONS as u64,
                max_pages: 0,
                category_inverted: 0,
                category_mask: PAGE_IS_WRITTEN,
                category_anyof_mask: 0,
                return_mask: PAGE_IS_WRITTEN,
            };
            // SAFETY: the structure is the kernel's pm_scan_arg, and the regions outlive the call.
            let count = unsafe { libc::ioctl(self.0.as_raw_fd(), PAGEMAP_SCAN as _, &mut argument) };
            if count < 0 {
                let error = io::Error::last_os_error();
                if error.raw_os_error() == Some(libc::EINTR) {
                    continue;
                }
                return Err(error);
            }
            for region in &regions[..count as usize] {
                found(Span {
                    start: region.start as usize,
                    end: region.end as usize,
                });
            }
            from = argument.walk_end as usize;
        }
        Ok(())
    }
}
