package drift_test

// linked is a library that is part of two others, without the standard library,
// which would take long. With link-time optimization, cargo compiles it in
// another way where only the first of them is built.
const linked = `
-- ws/Cargo.toml --
[workspace]
members = ["app", "dynamic", "used"]
resolver = "2"
[profile.release]
lto = "thin"
panic = "abort"
-- ws/app/Cargo.toml --
[package]
name = "app"
version = "0.1.0"
edition = "2021"
[lib]
crate-type = ["cdylib"]
[dependencies]
used = { path = "../used" }
-- ws/app/src/lib.rs --
#![no_std]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
-- ws/dynamic/Cargo.toml --
[package]
name = "dynamic"
version = "0.1.0"
edition = "2021"
[lib]
crate-type = ["dylib"]
[dependencies]
used = { path = "../used" }
-- ws/dynamic/src/lib.rs --
#![no_std]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
-- ws/used/Cargo.toml --
[package]
name = "used"
version = "0.1.0"
edition = "2021"
-- ws/used/src/lib.rs --
#![no_std]
`

// artifact is a program that has another one in it.
const artifact = `
-- ws/Cargo.toml --
[workspace]
members = ["app", "inside", "used"]
resolver = "2"
-- ws/.cargo/config.toml --
[unstable]
bindeps = true
-- ws/app/Cargo.toml --
[package]
name = "app"
version = "0.1.0"
edition = "2021"
[dependencies]
inside = { path = "../inside", artifact = "bin", features = ["more"] }
-- ws/app/src/main.rs --
fn main() {}
-- ws/inside/Cargo.toml --
[package]
name = "inside"
version = "0.1.0"
edition = "2021"
[features]
more = []
[dependencies]
used = { path = "../used" }
-- ws/inside/src/main.rs --
fn main() {}
-- ws/used/Cargo.toml --
[package]
name = "used"
version = "0.1.0"
edition = "2021"
-- ws/used/src/lib.rs --
`
