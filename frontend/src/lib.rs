//! The desk's wasm: takes over the page that the server rendered.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the boot script of `app::shell::desk`.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::desk::DeskApp);
    // From here on clicks reach their handlers; the browser journeys wait for it.
    if let Some(body) = leptos::prelude::document().body() {
        body.set_attribute("data-hydrated", "").expect("the name of the attribute is valid");
    }
}
