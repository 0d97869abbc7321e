//! Which pages of a memory were written since they were last looked at, by the kernel's own tracking: userfaultfd's asynchronous write
//! protection and the PAGEMAP_SCAN ioctl (Linux 6.7 and later; Documentation/admin-guide/mm/pagemap.rst and userfaultfd.rst). The memory may belong to
//! anyone in the process, such as V8's WebAssembly.Memory, and may be written meanwhile by any thread.
#![cfg(target_os = "linux")]

mod gather;
mod pagemap;
mod tracker;
mod userfaultfd;

use napi::bindgen_prelude::{Error, Result, Uint8Array, Uint32Array};
use napi_derive::napi;

/// The size of the pages in which everything here is counted.
pub const PAGE_BYTES: usize = 4096;

/// Pages with their contents: the bytes of `pages[k]` start at `k * 4096` in `data`.
#[napi(object)]
pub struct WrittenPages {
    pub pages: Uint32Array,
    pub data: Uint8Array,
}

#[napi]
pub struct WriteTracker(tracker::WriteTracker);

#[napi]
impl WriteTracker {
    /// Fails where the kernel has no such tracking, or forbids it.
    #[napi(constructor)]
    pub fn new() -> Result<Self> {
        Ok(Self(tracker::WriteTracker::open().map_err(failure)?))
    }

    /// The pages in [from, to) that were written since they were reported last, copied; at first all that are not zero. `memory` must be
    /// the same memory each time, and may have grown.
    #[napi]
    pub fn collect(&mut self, memory: Uint8Array, from: u32, to: u32) -> Result<WrittenPages> {
        let found = self.0.collect(span(&memory)?, from as usize, to as usize).map_err(failure)?;
        Ok(WrittenPages {
            pages: found.pages.into(),
            data: found.data.into(),
        })
    }

    /// From now on, what `memory` holds counts as reported.
    #[napi]
    pub fn adopt(&mut self, memory: Uint8Array) -> Result<()> {
        self.0.adopt(span(&memory)?).map_err(failure)
    }

    /// Ends the tracking; writes cost nothing any more.
    #[napi]
    pub fn close(&mut self) {
        self.0.close();
    }
}

fn span(memory: &Uint8Array) -> Result<pagemap::Span> {
    let (start, length) = (memory.as_ptr() as usize, memory.len());
    if start % PAGE_BYTES != 0 || length % PAGE_BYTES != 0 {
        return Err(Error::from_reason("the memory is not made of whole pages"));
    }
    Ok(pagemap::Span { start, end: start + length })
}

fn failure(error: std::io::Error) -> Error {
    Error::from_reason(error.to_string())
}
