//! A file system for SQLite that passes everything to the real one and tells the forgetful disk of it.
#![expect(unsafe_code, reason = "SQLite takes a file system as a table of C functions")]

use std::ffi::{CStr, c_char, c_int, c_void};
use std::mem::size_of;
use std::ptr;
use std::slice;
use std::sync::Once;

use rusqlite::ffi;

use super::disk::{DISK, Fault};

/// The name to open a ledger with.
pub(crate) const NAME: &str = "power";

/// A file as SQLite sees it; the real file's memory follows it.
#[repr(C)]
struct File {
    base: ffi::sqlite3_file,
    name: *mut String,
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Registers the file system with SQLite, once.
pub(crate) fn register() {
    static ONCE: Once = Once::new();
    // SAFETY: the default file system lives as long as the process; ours is leaked, so it does too.
    ONCE.call_once(|| unsafe {
        let real = default_vfs();
        let mut ours = *real;
        ours.zName = c"power".as_ptr();
        ours.szOsFile = c_int::try_from(size_of::<File>()).unwrap() + (*real).szOsFile;
        ours.pNext = ptr::null_mut();
        ours.xOpen = Some(open);
        ours.xDelete = Some(delete);
        assert_eq!(ffi::sqlite3_vfs_register(Box::into_raw(Box::new(ours)), 0), ffi::SQLITE_OK);
    });
}

unsafe fn default_vfs() -> *mut ffi::sqlite3_vfs {
    static REAL: std::sync::OnceLock<usize> = std::sync::OnceLock::new();
    // SAFETY: a null name asks for the default, which is not ours.
    let real = REAL.get_or_init(|| unsafe { ffi::sqlite3_vfs_find(ptr::null()) }.expose_provenance());
    ptr::with_exposed_provenance_mut(*real)
}

unsafe extern "C" fn open(
    _vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives szOsFile bytes; the real file uses those after ours.
    unsafe {
        let ours = file.cast::<File>();
        (*ours).base.pMethods = ptr::null();
        let code = (*default_vfs()).xOpen.unwrap()(default_vfs(), name, real(file), flags, out);
        if code == ffi::SQLITE_OK {
            let name = if name.is_null() { String::new() } else { text(name) };
            DISK.open(&name);
            (*ours).name = Box::into_raw(Box::new(name));
            (*ours).base.pMethods = &raw const METHODS;
        }
        code
    }
}

unsafe extern "C" fn delete(_vfs: *mut ffi::sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    // SAFETY: SQLite gives a name that ends with zero.
    unsafe {
        DISK.delete(&text(name));
        (*default_vfs()).xDelete.unwrap()(default_vfs(), name, sync_folder)
    }
}

unsafe fn text(name: *const c_char) -> String {
    // SAFETY: the caller has a name that ends with zero.
    unsafe { CStr::from_ptr(name) }.to_str().unwrap().to_owned()
}

unsafe fn real(file: *mut ffi::sqlite3_file) -> *mut ffi::sqlite3_file {
    // SAFETY: the real file's memory follows ours.
    unsafe { file.cast::<File>().add(1).cast() }
}

unsafe fn name<'f>(file: *mut ffi::sqlite3_file) -> &'f str {
    // SAFETY: open() put it there, close() takes it.
    unsafe { &*(*file.cast::<File>()).name }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: nobody uses the file after this.
    unsafe {
        drop(Box::from_raw((*file.cast::<File>()).name));
        (*(*real(file)).pMethods).xClose.unwrap()(real(file))
    }
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, data: *const c_void, bytes: c_int, at: i64) -> c_int {
    match DISK.fault() {
        Fault::Full => return ffi::SQLITE_FULL,
        Fault::Write => return ffi::SQLITE_IOERR_WRITE,
        Fault::None | Fault::Flush => {}
    }
    // SAFETY: SQLite gives so many bytes.
    unsafe {
        let slice = slice::from_raw_parts(data.cast::<u8>(), usize::try_from(bytes).unwrap());
        DISK.write(name(file), usize::try_from(at).unwrap(), slice);
        (*(*real(file)).pMethods).xWrite.unwrap()(real(file), data, bytes, at)
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: i64) -> c_int {
    // SAFETY: the file is open.
    unsafe {
        DISK.truncate(name(file), usize::try_from(length).unwrap());
        (*(*real(file)).pMethods).xTruncate.unwrap()(real(file), length)
    }
}

/// The real flush is left out: it would only cost time here.
unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    if DISK.fault() == Fault::Flush {
        return ffi::SQLITE_IOERR_FSYNC;
    }
    // SAFETY: the file is open.
    DISK.flush(unsafe { name(file) });
    ffi::SQLITE_OK
}

/// Methods that only pass their arguments on.
macro_rules! pass_on {
    ($($ours:ident = $theirs:ident($($argument:ident: $kind:ty),*) -> $result:ty;)*) => {$(
        unsafe extern "C" fn $ours(file: *mut ffi::sqlite3_file, $($argument: $kind),*) -> $result {
            // SAFETY: the file is open; the arguments are SQLite's own.
            unsafe { (*(*real(file)).pMethods).$theirs.unwrap()(real(file), $($argument),*) }
        }
    )*};
}

pass_on! {
    read = xRead(data: *mut c_void, bytes: c_int, at: i64) -> c_int;
    file_size = xFileSize(out: *mut i64) -> c_int;
    lock = xLock(level: c_int) -> c_int;
    unlock = xUnlock(level: c_int) -> c_int;
    check_reserved_lock = xCheckReservedLock(out: *mut c_int) -> c_int;
    file_control = xFileControl(code: c_int, argument: *mut c_void) -> c_int;
    sector_size = xSectorSize() -> c_int;
    device_characteristics = xDeviceCharacteristics() -> c_int;
    shm_map = xShmMap(page: c_int, bytes: c_int, extend: c_int, out: *mut *mut c_void) -> c_int;
    shm_lock = xShmLock(from: c_int, count: c_int, flags: c_int) -> c_int;
    shm_barrier = xShmBarrier() -> ();
    shm_unmap = xShmUnmap(delete: c_int) -> c_int;
}
