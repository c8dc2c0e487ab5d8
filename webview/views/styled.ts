import { nothing } from 'lit';
import { Directive, directive, PartType } from 'lit/directive.js';
import type { ElementPart, PartInfo } from 'lit/directive.js';

/** Style properties (custom ones too) of an element; null takes one away. */
export type Styles = Readonly<Record<string, string | null>>;

/**
 * `<div ${styled({'--fill': '40%'})}>` sets style properties one by one through the CSSOM. A style attribute, which
 * Lit's own styleMap writes on the first render, is refused by the content security policy.
 */
class StyledDirective extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT)
      throw new Error('styled() belongs on an element, not in an attribute.');
  }

  render(_styles: Styles): typeof nothing {
    return nothing;
  }

  override update(part: ElementPart, [styles]: [Styles]): typeof nothing {
    if (part.element instanceof HTMLElement) {
      for (const [name, value] of Object.entries(styles)) part.element.style.setProperty(name, value);
    }
    return nothing;
  }
}

export const styled = directive(StyledDirective);
