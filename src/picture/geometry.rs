//! Drawings whose words do not fit. The knowledge base's own check knows no fonts.

use crate::drawing::{self, Form, Inter};
use crate::kb::{KnowledgeBase, Step};

/// Describes every text of a drawing that is wider than its place or covered by a number, in any form that
/// is shown.
pub fn misfits(kb: &KnowledgeBase) -> Vec<String> {
    let own = kb.causes().iter().flat_map(|cause| cause.steps.iter().chain([&cause.confirm]));
    own.chain(&kb.model().shared_steps).flat_map(|step| of_step(kb, step)).collect()
}

fn of_step(kb: &KnowledgeBase, step: &Step) -> Vec<String> {
    let link = step.link.as_ref().and_then(|id| kb.link(id));
    let Some((scene, link)) = step.scene.as_ref().zip(link) else { return Vec::new() };
    let mut told = Vec::new();
    for (form, name) in [(Form::Full, "drawing"), (Form::Small, "small drawing")] {
        for misfit in drawing::draw(scene, link, form, &Inter).1 {
            let (width, room) = (misfit.width.ceil(), misfit.room.floor());
            told.push(format!(
                "step `{}`: `{}` is {width} wide in its {name}; expected at most {room}",
                step.id, misfit.text
            ));
        }
    }
    let beside_text = drawing::draw_beside_text(scene, link, &Inter);
    if let Some(text) = drawing::covered_text(&beside_text, &Inter) {
        told.push(format!(
            "step `{}`: a number covers `{text}` in its drawing beside text; expected shorter labels",
            step.id
        ));
    }
    told
}
