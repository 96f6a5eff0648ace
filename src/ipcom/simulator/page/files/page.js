// @ts-check
/**
 * The page of a simulated house. Tests press its elements with real pointer and key events, and find them by:
 *
 * | attribute                                            | is                                                         |
 * |------------------------------------------------------|------------------------------------------------------------|
 * | `html[data-live="true"]`                             | the websocket is open and the house is shown               |
 * | `button[data-action="press"][data-output="3/5"]`     | the wall button of a lamp, a dimmer, an outlet, or of an   |
 * |                                                      | output that belongs to nothing (under "Modules")           |
 * | `button[data-action="up"][data-output="5/2"]`        | a button of a shutter, named by its output for up;         |
 * |                                                      | also `stop` and `down`                                     |
 * | `[data-lamp="3/5"]`                                  | a lamp; `data-value` is 0 to 255, `data-lit` true or false |
 * | `[data-cell="3/5"]`                                  | an output under "Modules"; `data-value`, `data-lit`        |
 * | `[data-motor="5/2"]`                                 | a shutter; `data-position` 0 to 100, `data-running` up,    |
 * |                                                      | down or empty, `data-both` true or false                   |
 * | `#both-on`                                           | the safety sign: there while a motor has both directions   |
 * |                                                      | on and afterwards until it is put away; `data-now`         |
 * | `[data-fault="split"]`                               | the field of a fault; `button[data-reset="split"]`         |
 * | `#reset-faults`, `#speed`                            | all faults back; how fast time passes                      |
 * | `button[data-gateway="restart"]`                     | also `restart_losing`, `off`, `on`, `cut`, `freeze`        |
 * | `#log [data-line]`                                   | a line of the log; `data-kind`, `data-source`              |
 *
 * All of them carry `data-bus` too where a house has two buses: "1" or "2".
 */
export {};
