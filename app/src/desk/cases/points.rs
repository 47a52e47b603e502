//! The points of a notice as they are written.

use domain::{
    desk::FieldFault,
    rectification::{FAULT_MAX, PASSAGE_MAX, PLACE_MAX, POINTS_MAX, Point, SUBJECT_MAX},
};
use leptos::prelude::*;

use super::steps::fault_of;
use crate::ui::{Button, Field, IconName, Panel, TextArea, TextInput, live};

/// A point whose words are being written; what it is about stays.
#[derive(Clone)]
pub(super) struct DraftPoint {
    of: Point,
    fault: RwSignal<String>,
    place: RwSignal<String>,
    seen: RwSignal<String>,
    passage: RwSignal<String>,
}

impl DraftPoint {
    pub(super) fn new(of: Point) -> Self {
        Self {
            fault: RwSignal::new(of.fault.clone()),
            place: RwSignal::new(of.place.clone()),
            seen: RwSignal::new(of.seen.clone()),
            passage: RwSignal::new(of.passage.clone()),
            of,
        }
    }

    pub(super) fn ground(&self) -> Option<String> {
        self.of.ground()
    }

    pub(super) fn point(&self) -> Point {
        Point {
            fault: self.fault.get(),
            place: self.place.get(),
            seen: self.seen.get(),
            passage: self.passage.get(),
            ..self.of.clone()
        }
    }

    /// Nobody has written anything into it.
    pub(super) fn is_empty(&self) -> bool {
        self.point() == Point::default()
    }

    /// It says what the system offered, and nothing else.
    pub(super) fn is_as_offered(&self) -> bool {
        self.ground().is_some() && self.point() == self.of
    }
}

#[component]
pub(super) fn Points(points: RwSignal<Vec<DraftPoint>>, faults: RwSignal<Vec<FieldFault>>) -> impl IntoView {
    let none = fault_of(faults, "points");
    let add = move |()| points.update(|all| all.push(DraftPoint::new(Point::default())));
    view! {
        <Panel title="存在问题" id="points">
            <p class="field__error" id="field-points" role="alert" tabindex="-1">{live(move || none.get())}</p>
            {live(move || {
                let several = points.read().len() > 1;
                (0_usize..).zip(points.get()).map(|(at, point)| one(at, point, several, points, faults)).collect_view()
            })}
            <div class="form__actions">
                <Button icon=IconName::Plus disabled=Signal::derive(move || points.read().len() >= POINTS_MAX) on_press=add>
                    "再加一个问题"
                </Button>
            </div>
        </Panel>
    }
}

fn one(
    at: usize,
    point: DraftPoint,
    several: bool,
    points: RwSignal<Vec<DraftPoint>>,
    faults: RwSignal<Vec<FieldFault>>,
) -> impl IntoView {
    let name = |field: &str| format!("points.{at}.{field}");
    let fault = |field: &str| fault_of(faults, &format!("points.{at}.{field}"));
    let remove = move |()| {
        points.update(|all| {
            if at < all.len() {
                all.remove(at);
            }
        });
    };
    view! {
        <fieldset class="case-point">
            <legend class="case-point__legend">{format!("问题 {}", at + 1)}</legend>
            <Field label="存在问题" name=name("fault") error=fault("fault") required=true>
                <TextArea value=point.fault rows=2 maxlength=limit(FAULT_MAX)/>
            </Field>
            <div class="form__row">
                <Field label="位置" name=name("place") error=fault("place") hint="页面网址，或说明在哪里">
                    <TextInput value=point.place maxlength=limit(PLACE_MAX)/>
                </Field>
                <Field label="发现时间" name=name("seen") error=fault("seen")>
                    <TextInput value=point.seen maxlength=limit(SUBJECT_MAX)/>
                </Field>
            </div>
            <Field label="原文摘录" name=name("passage") error=fault("passage") hint="不要写个人信息">
                <TextArea value=point.passage rows=2 maxlength=limit(PASSAGE_MAX)/>
            </Field>
            {several.then(|| view! {
                <p><Button small=true icon=IconName::Trash on_press=remove>{format!("去掉问题 {}", at + 1)}</Button></p>
            })}
        </fieldset>
    }
}

#[expect(clippy::cast_possible_wrap, clippy::cast_possible_truncation, reason = "a thousand")]
pub(super) const fn limit(most: usize) -> i32 {
    most as i32
}
