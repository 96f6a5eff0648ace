/**
 * All files of the panel's first page, by one list: a browser asks for them at once, and does not learn of each only from
 * the one before. A test compares the list with what the files import.
 */

import "../../web/drawn_shutter.js";
import "../../web/icons.js";
import "../../web/lit-html.js";
import "../../web/look.js";
import "../../web/shutter_shape.js";
import "../../web/vendor/lit-html/directive-helpers.js";
import "../../web/vendor/lit-html/directive.js";
import "../../web/vendor/lit-html/directives/class-map.js";
import "../../web/vendor/lit-html/directives/guard.js";
import "../../web/vendor/lit-html/directives/if-defined.js";
import "../../web/vendor/lit-html/directives/keyed.js";
import "../../web/vendor/lit-html/directives/live.js";
import "../../web/vendor/lit-html/directives/repeat.js";
import "../../web/vendor/lit-html/directives/style-map.js";
import "../../web/vendor/lit-html/lit-html.js";
import "../look/frame.js";
import "../look/house.js";
import "../look/styles.js";
import "../look/thing.js";
import "../pages/house.js";
import "../pages/house/cover_row.js";
import "../pages/house/house_page.js";
import "../pages/house/mark.js";
import "../pages/house/modules_view.js";
import "../pages/house/name_button.js";
import "../pages/house/overview.js";
import "../pages/house/rooms_view.js";
import "../pages/house/unnamed_view.js";
import "../parts/frame_view.js";
import "../parts/identify.js";
import "../parts/screens.js";
import "../parts/thing/confirm.js";
import "../parts/thing/cover_fields.js";
import "../parts/thing/dialog.js";
import "../parts/thing/draft.js";
import "../parts/thing/filled.js";
import "../parts/thing/form.js";
import "../parts/thing/kinds.js";
import "../parts/thing/saving.js";
import "./entries.js";
import "./frame.js";
import "./gateway_pages.js";
import "./gradual.js";
import "./house.js";
import "./lease.js";
import "./memo.js";
import "./page.js";
import "./redraw.js";
import "./rooms.js";
import "./route.js";
import "./subscription.js";
import "./texts.js";
import "./times.js";
