//! One tracked memory.

use std::io;

use crate::PAGE_BYTES;
use crate::gather::{Gathered, is_zero};
use crate::pagemap::{Pagemap, Span};
use crate::userfaultfd::Userfaultfd;

pub struct WriteTracker {
    faults: Option<Userfaultfd>,
    pagemap: Pagemap,
    /// What is registered so far; memories grow at their end.
    tracked: Option<Span>,
    /// A bit a page: whether it was last reported, or adopted, as other than zero.
    filled: Vec<u64>,
}

impl WriteTracker {
    pub fn open() -> io::Result<Self> {
        Ok(Self {
            faults: Some(Userfaultfd::open()?),
            pagemap: Pagemap::open()?,
            tracked: None,
            filled: Vec::new(),
        })
    }

    pub fn collect(&mut self, memory: Span, from: usize, to: usize) -> io::Result<Gathered> {
        self.track(memory)?;
        let end = (memory.end - memory.start) / PAGE_BYTES;
        let mut found = Gathered::default();
        if from < to.min(end) {
            let looked_at = Span {
                start: memory.start + from * PAGE_BYTES,
                end: memory.start + to.min(end) * PAGE_BYTES,
            };
            let filled = &mut self.filled;
            self.pagemap.take_written(looked_at, |run| {
                for address in (run.start..run.end).step_by(PAGE_BYTES) {
                    let page = (address - memory.start) / PAGE_BYTES;
                    // SAFETY: the page lies in `memory`, which the caller holds; it is protected again by now, so that a write
                    // that tears the copy makes it come again.
                    unsafe {
                        let is_filled = !is_zero(address);
                        if is_filled || bit(filled, page) {
                            found.push(page as u32, address);
                        }
                        set_bit(filled, page, is_filled);
                    }
                }
            })?;
        }
        // The memory was given without its end, which is zero.
        for page in from.max(end)..to.min(self.filled.len() * 64) {
            if bit(&self.filled, page) {
                found.push_zero(page as u32);
                set_bit(&mut self.filled, page, false);
            }
        }
        Ok(found)
    }

    pub fn adopt(&mut self, memory: Span) -> io::Result<()> {
        self.track(memory)?;
        self.pagemap.take_written(memory, |_| ())?;
        self.filled.fill(0);
        for address in (memory.start..memory.end).step_by(PAGE_BYTES) {
            // SAFETY: the page lies in `memory`, which the caller holds.
            if !unsafe { is_zero(address) } {
                set_bit(&mut self.filled, (address - memory.start) / PAGE_BYTES, true);
            }
        }
        Ok(())
    }

    pub fn close(&mut self) {
        if let (Some(faults), Some(span)) = (self.faults.take(), self.tracked.take()) {
            // The memory may be gone, which ended its tracking.
            let _ = faults.unregister(span);
        }
    }

    fn track(&mut self, memory: Span) -> io::Result<()> {
        let Some(faults) = &self.faults else {
            return Err(io::Error::other("the tracker is closed"));
        };
        let known = self.tracked.unwrap_or(Span {
            start: memory.start,
            end: memory.start,
        });
        if known.start != memory.start {
            return Err(io::Error::other("the tracker belongs to another memory"));
        }
        if memory.end > known.end {
            faults.register(Span {
                start: known.end,
                end: memory.end,
            })?;
            self.tracked = Some(memory);
            let words = (memory.end - memory.start).div_ceil(PAGE_BYTES * 64);
            self.filled.resize(words, 0);
        }
        Ok(())
    }
}

fn bit(bits: &[u64], index: usize) -> bool {
    bits[index / 64] >> (index % 64) & 1 == 1
}

fn set_bit(bits: &mut [u64], index: usize, value: bool) {
    let mask = 1 << (index % 64);
    if value {
        bits[index / 64] |= mask;
    } else {
        bits[index / 64] &= !mask;
    }
}
