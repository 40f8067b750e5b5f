/** What a step may have answered, or null: to assign a variable what is not there fails the state. */
export const answered = <const Name extends string>(name: Name) =>
  `{% $exists($states.result.Payload.${name}) ? $states.result.Payload.${name} : null %}` as const;

/** Within an expression: what such a variable holds, as a field of an object, and no field where it is null. */
export const maybe = <const Name extends string>(name: Name) =>
  `$${name} = null ? {} : {'${name}': $${name}}` as const;
