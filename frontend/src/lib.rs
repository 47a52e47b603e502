//! The desk's wasm: takes over the page that the server rendered. Built once for each part of the
//! desk (`app::desk::bureau`); the features `signing`, `office`, `studio`, `assurance` and `inspection` say which.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the boot script of `app::shell::desk`.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    #[cfg(not(any(
        feature = "signing",
        feature = "office",
        feature = "studio",
        feature = "assurance",
        feature = "inspection"
    )))]
    leptos::mount::hydrate_body(app::desk::WritingDesk);
    #[cfg(feature = "signing")]
    leptos::mount::hydrate_body(app::desk::SigningDesk);
    #[cfg(feature = "office")]
    leptos::mount::hydrate_body(app::desk::OfficeDesk);
    #[cfg(feature = "studio")]
    leptos::mount::hydrate_body(app::desk::StudioDesk);
    #[cfg(feature = "assurance")]
    leptos::mount::hydrate_body(app::desk::AssuranceDesk);
    #[cfg(feature = "inspection")]
    leptos::mount::hydrate_body(app::desk::InspectionDesk);
    // From here on clicks reach their handlers; the browser journeys wait for it.
    if let Some(body) = leptos::prelude::document().body() {
        body.set_attribute("data-hydrated", "").expect("the name of the attribute is valid");
    }
}
