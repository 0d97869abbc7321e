//! Copies of pages that other threads may be writing.

use crate::PAGE_BYTES;

#[derive(Default)]
pub struct Gathered {
    pub pages: Vec<u32>,
    pub data: Vec<u8>,
}

impl Gathered {
    /// Appends the page at `address`.
    ///
    /// # Safety
    /// The page must be mapped and readable. It may be torn by writes from other threads; whoever collects must then see it written again.
    pub unsafe fn push(&mut self, number: u32, address: usize) {
        self.pages.push(number);
        let at = self.data.len();
        self.data.reserve(PAGE_BYTES);
        // SAFETY: the place was reserved; the source is the caller's promise.
        unsafe {
            std::ptr::copy_nonoverlapping(address as *const u8, self.data.as_mut_ptr().add(at), PAGE_BYTES);
            self.data.set_len(at + PAGE_BYTES);
        }
    }

    pub fn push_zero(&mut self, number: u32) {
        self.pages.push(number);
        self.data.resize(self.data.len() + PAGE_BYTES, 0);
    }
}

/// # Safety
/// As for [`Gathered::push`].
pub unsafe fn is_zero(address: usize) -> bool {
    // SAFETY: pages are aligned to 8 bytes.
    let words = unsafe { std::slice::from_raw_parts(address as *const u64, PAGE_BYTES / 8) };
    words.chunks_exact(8).all(|chunk| chunk.iter().fold(0, |bits, word| bits | word) == 0)
}
