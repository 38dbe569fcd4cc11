var e=globalThis,t=e.ShadowRoot&&(e.ShadyCSS===void 0||e.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,n=Symbol(),r=new WeakMap,i=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==n)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,n=this.t;if(t&&e===void 0){let t=n!==void 0&&n.length===1;t&&(e=r.get(n)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&r.set(n,e))}return e}toString(){return this.cssText}},a=e=>new i(typeof e==`string`?e:e+``,void 0,n),o=(e,...t)=>new i(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,n),s=(n,r)=>{if(t)n.adoptedStyleSheets=r.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let t of r){let r=document.createElement(`style`),i=e.litNonce;i!==void 0&&r.setAttribute(`nonce`,i),r.textContent=t.cssText,n.appendChild(r)}},c=t?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return a(t)})(e):e,{is:l,defineProperty:u,getOwnPropertyDescriptor:d,getOwnPropertyNames:ee,getOwnPropertySymbols:te,getPrototypeOf:ne}=Object,f=globalThis,re=f.trustedTypes,ie=re?re.emptyScript:``,ae=f.reactiveElementPolyfillSupport,p=(e,t)=>e,oe={toAttribute(e,t){switch(t){case Boolean:e=e?ie:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},se=(e,t)=>!l(e,t),ce={attribute:!0,type:String,converter:oe,reflect:!1,useDefault:!1,hasChanged:se};Symbol.metadata??=Symbol(`metadata`),f.litPropertyMetadata??=new WeakMap;var m=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=ce){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&u(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=d(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??ce}static _$Ei(){if(this.hasOwnProperty(p(`elementProperties`)))return;let e=ne(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(p(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(p(`properties`))){let e=this.properties,t=[...ee(e),...te(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(c(e))}else e!==void 0&&t.push(c(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?oe:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?oe:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??se)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};m.elementStyles=[],m.shadowRootOptions={mode:`open`},m[p(`elementProperties`)]=new Map,m[p(`finalized`)]=new Map,ae?.({ReactiveElement:m}),(f.reactiveElementVersions??=[]).push(`2.1.2`);var le=globalThis,ue=e=>e,h=le.trustedTypes,de=h?h.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,fe=`$lit$`,g=`lit$${Math.random().toFixed(9).slice(2)}$`,pe=`?`+g,me=`<${pe}>`,_=document,v=()=>_.createComment(``),y=e=>e===null||typeof e!=`object`&&typeof e!=`function`,he=Array.isArray,ge=e=>he(e)||typeof e?.[Symbol.iterator]==`function`,_e=`[ 	
\f\r]`,b=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ve=/-->/g,ye=/>/g,x=RegExp(`>|${_e}(?:([^\\s"'>=/]+)(${_e}*=${_e}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),be=/'/g,xe=/"/g,Se=/^(?:script|style|textarea|title)$/i,Ce=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),S=Ce(1),C=Ce(2),w=Symbol.for(`lit-noChange`),T=Symbol.for(`lit-nothing`),we=new WeakMap,E=_.createTreeWalker(_,129);function Te(e,t){if(!he(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return de===void 0?t:de.createHTML(t)}var Ee=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=b;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===b?c[1]===`!--`?o=ve:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=x):(Se.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=x):o=ye:o===x?c[0]===`>`?(o=i??b,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?x:c[3]===`"`?xe:be):o===xe||o===be?o=x:o===ve||o===ye?o=b:(o=x,i=void 0);let d=o===x&&e[t+1].startsWith(`/>`)?` `:``;a+=o===b?n+me:l>=0?(r.push(s),n.slice(0,l)+fe+n.slice(l)+g+d):n+g+(l===-2?t:d)}return[Te(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},De=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=Ee(t,n);if(this.el=e.createElement(l,r),E.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=E.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(fe)){let t=u[o++],n=i.getAttribute(e).split(g),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?Ae:r[1]===`?`?je:r[1]===`@`?Me:O}),i.removeAttribute(e)}else e.startsWith(g)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(Se.test(i.tagName)){let e=i.textContent.split(g),t=e.length-1;if(t>0){i.textContent=h?h.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],v()),E.nextNode(),c.push({type:2,index:++a});i.append(e[t],v())}}}else if(i.nodeType===8){if(i.data===pe)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(g,e+1))!==-1;)c.push({type:7,index:a}),e+=g.length-1}}a++}}static createElement(e,t){let n=_.createElement(`template`);return n.innerHTML=e,n}};function D(e,t,n=e,r){if(t===w)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=y(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=D(e,i._$AS(e,t.values),i,r)),t}var Oe=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??_).importNode(t,!0);E.currentNode=r;let i=E.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new ke(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Ne(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=E.nextNode(),a++)}return E.currentNode=_,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},ke=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=T,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=D(this,e,t),y(e)?e===T||e==null||e===``?(this._$AH!==T&&this._$AR(),this._$AH=T):e!==this._$AH&&e!==w&&this._(e):e._$litType$===void 0?e.nodeType===void 0?ge(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==T&&y(this._$AH)?this._$AA.nextSibling.data=e:this.T(_.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=De.createElement(Te(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new Oe(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=we.get(e.strings);return t===void 0&&we.set(e.strings,t=new De(e)),t}k(t){he(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(v()),this.O(v()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=ue(e).nextSibling;ue(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},O=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=T,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=T}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=D(this,e,t,0),a=!y(e)||e!==this._$AH&&e!==w,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=D(this,r[n+o],t,o),s===w&&(s=this._$AH[o]),a||=!y(s)||s!==this._$AH[o],s===T?e=T:e!==T&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===T?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},Ae=class extends O{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===T?void 0:e}},je=class extends O{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==T)}},Me=class extends O{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=D(this,e,t,0)??T)===w)return;let n=this._$AH,r=e===T&&n!==T||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==T&&(n===T||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Ne=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){D(this,e)}},Pe=le.litHtmlPolyfillSupport;Pe?.(De,ke),(le.litHtmlVersions??=[]).push(`3.3.3`);var Fe=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new ke(t.insertBefore(v(),e),e,void 0,n??{})}return i._$AI(e),i},Ie=globalThis,k=class extends m{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Fe(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return w}};k._$litElement$=!0,k.finalized=!0,Ie.litElementHydrateSupport?.({LitElement:k});var Le=Ie.litElementPolyfillSupport;Le?.({LitElement:k}),(Ie.litElementVersions??=[]).push(`4.2.2`);var Re=o`
  :host {
    --_accent: var(--scrip-accent, light-dark(#3b4fd6, #93a1ff));
    --_on-accent: var(--scrip-on-accent, light-dark(#ffffff, #10131f));
    --_surface: var(--scrip-surface, light-dark(#ffffff, #16181d));
    --_sunken: var(--scrip-sunken, light-dark(#f5f6f8, #1f2229));
    --_text: var(--scrip-text, light-dark(#1b1e27, #eceef4));
    --_muted: var(--scrip-muted, light-dark(#596072, #a4abbc));
    --_line: var(--scrip-line, light-dark(#dfe2e9, #333845));
    --_good: var(--scrip-good, light-dark(#1b7a44, #63cf93));
    --_warn: var(--scrip-warn, light-dark(#8f5300, #f0b35a));
    --_bad: var(--scrip-bad, light-dark(#b3261e, #ff9c94));
    --_radius: var(--scrip-radius, 8px);
    --_font: var(--scrip-font, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
    color-scheme: var(--scrip-color-scheme, light dark);
    color: var(--_text);
    font: 400 0.875rem/1.45 var(--_font);
    font-variant-numeric: tabular-nums;
    text-align: start;
    display: block;
  }
  /* Black or white, whichever can be read on a host's accent. */
  @supports (color: oklch(from red l c h)) {
    :host {
      --_on-accent: var(--scrip-on-accent, oklch(from var(--_accent) clamp(0, (0.66 - l) * 1000, 1) 0 h));
    }
  }
  @supports (color: contrast-color(red)) {
    :host {
      --_on-accent: var(--scrip-on-accent, contrast-color(var(--_accent)));
    }
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
`,ze=o`
  button,
  .button {
    font: inherit;
    font-weight: 550;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid light-dark(#c9cdd7, #4a5060);
    border-radius: calc(var(--_radius) - 2px);
    padding: 0.35rem 0.75rem;
    min-height: 2.125rem;
    cursor: pointer;
    text-decoration: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
  }
  button:hover {
    background: var(--_sunken);
  }
  button.primary {
    background: var(--_accent);
    border-color: transparent;
    color: var(--_on-accent);
  }
  button.primary:hover {
    filter: brightness(1.08);
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
  }
  button[aria-disabled="true"],
  button:disabled {
    color: var(--_muted);
    background: var(--_sunken);
    border-color: var(--_line);
    cursor: default;
    filter: none;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  h2:focus {
    outline: none;
  }
  a {
    color: inherit;
    text-underline-offset: 3px;
  }
  .card {
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    padding: 1rem 1.125rem;
    box-shadow: 0 1px 2px rgb(0 0 0 / 4%);
  }
  .badge {
    display: inline-block;
    border: 1px solid var(--_line);
    border-radius: 1rem;
    padding: 0.05rem 0.55rem;
    font-size: 0.75rem;
    font-weight: 550;
    white-space: nowrap;
    color: var(--_muted);
  }
  .badge.open,
  .badge.paid {
    color: var(--_good);
    border-color: color-mix(in srgb, var(--_good) 40%, var(--_surface));
    background: color-mix(in srgb, var(--_good) 8%, var(--_surface));
  }
  .badge.pending,
  .badge.awaiting_payment,
  .badge.disputed {
    color: var(--_warn);
    border-color: color-mix(in srgb, var(--_warn) 40%, var(--_surface));
    background: color-mix(in srgb, var(--_warn) 8%, var(--_surface));
  }
  .note {
    border-radius: calc(var(--_radius) - 2px);
    background: var(--_sunken);
    padding: 0.6rem 0.8rem;
    margin: 0;
  }
  .note.failed {
    background: color-mix(in srgb, var(--_bad) 8%, var(--_surface));
  }
  .muted {
    color: var(--_muted);
  }
  .small {
    font-size: 0.8125rem;
  }
  .row {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 0.75rem;
    flex-wrap: wrap;
  }
  h2 {
    font-size: 1rem;
    font-weight: 650;
    margin: 0 0 0.75rem;
  }
  h3 {
    font-size: 0.875rem;
    font-weight: 600;
    margin: 1rem 0 0.5rem;
  }
  p {
    margin: 0.25rem 0;
  }
  table {
    border-collapse: collapse;
    width: 100%;
  }
  caption {
    text-align: start;
    color: var(--_muted);
    padding-block-end: 0.5rem;
  }
  th,
  td {
    text-align: start;
    padding: 0.45rem 0.5rem;
    border-block-end: 1px solid var(--_line);
    vertical-align: top;
  }
  th {
    font-weight: 500;
    font-size: 0.75rem;
    color: var(--_muted);
    white-space: nowrap;
  }
  tbody tr:last-child > * {
    border-block-end: 0;
  }
  th:first-child,
  td:first-child {
    padding-inline-start: 0;
  }
  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }
  summary {
    cursor: pointer;
  }
  .number {
    text-align: end;
    white-space: nowrap;
  }
  .scroll {
    overflow-x: auto;
    /* A wide table never makes its place wider, whatever layout a host has. */
    contain: inline-size;
  }
  label {
    display: grid;
    gap: 0.2rem;
    color: var(--_muted);
    font-size: 0.8125rem;
  }
  input,
  select {
    font: 400 0.875rem/1.4 var(--_font);
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid light-dark(#8a90a0, #71788a);
    border-radius: calc(var(--_radius) - 2px);
    padding: 0.35rem 0.5rem;
    min-height: 2.25rem;
    min-width: 0;
    max-width: 100%;
  }
  .away {
    color: var(--_warn);
    font-size: 0.8125rem;
  }
  .failed {
    color: var(--_bad);
  }
  [hidden] {
    display: none !important;
  }
  .sr {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .lines {
    display: grid;
    gap: 0.6rem;
  }
  .skeleton.line {
    inline-size: 100%;
  }
  .skeleton.line:nth-child(odd) {
    inline-size: 70%;
  }
  .skeleton {
    display: inline-block;
    inline-size: 6ch;
    block-size: 1em;
    border-radius: 4px;
    background: color-mix(in srgb, var(--_text) 10%, var(--_surface));
  }
  @media (prefers-reduced-motion: no-preference) {
    .skeleton {
      animation: breathe 1.4s ease-in-out infinite alternate;
    }
    @keyframes breathe {
      to {
        opacity: 0.4;
      }
    }
  }
`;o`
  :host {
    inline-size: 100%;
  }
  section.card {
    container-type: inline-size;
  }
  /* What a narrow place leaves out stands in a line's details, or in its first cell. */
  .narrow {
    display: none;
  }
  @container (max-width: 30rem) {
    th.wide,
    td.wide {
      display: none;
    }
    .narrow {
      display: block;
    }
  }
  /* Rows that need more room than a narrow place has: each becomes a few lines, and nothing of it is out of sight. */
  @container (max-width: 42rem) {
    .stack,
    .stack caption,
    .stack tbody {
      display: block;
    }
    .stack thead {
      position: absolute;
      clip-path: inset(50%);
    }
    .stack tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      grid-auto-flow: dense;
      gap: 0.25rem 0.75rem;
      padding-block: 0.6rem;
      border-block-end: 1px solid var(--_line);
    }
    .stack tr:last-child {
      border-block-end: 0;
    }
    .stack td {
      border: 0;
      padding: 0;
    }
    .stack td.whole {
      grid-column: 1 / -1;
      text-align: start;
      white-space: normal;
    }
    .stack td.whole:empty,
    .stack td.wide {
      display: none;
    }
  }
`;var A=class extends Error{status;code;body;constructor(e,t,n,r={}){super(n),this.status=e,this.code=t,this.body=r,this.name=`Problem`}get isAway(){return this.status===0||this.status===502||this.status===503||this.status===504}};function Be(){return crypto.randomUUID()}function j(e){return e instanceof A?e:new A(0,`away`,e instanceof Error?e.message:String(e))}var Ve=o`
  dialog {
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 2px);
    padding: 1.1rem 1.25rem;
    inline-size: min(34rem, calc(100vw - 1.5rem));
    max-block-size: calc(100dvh - 2rem);
    overflow: auto;
    box-shadow: 0 18px 50px rgb(0 0 0 / 0.22);
  }
  dialog::backdrop {
    background: rgb(10 12 18 / 0.42);
  }
  dialog h2 {
    font-size: 1rem;
    margin-block-end: 0.35rem;
  }
  .says {
    color: var(--_muted);
    margin-block-end: 0.75rem;
  }
  .field {
    display: grid;
    gap: 0.2rem;
    margin-block: 0.7rem;
  }
  .field label,
  .field .label {
    display: block;
    color: var(--_text);
    font-weight: 550;
  }
  .effects {
    background: var(--_sunken);
    border-radius: var(--_radius);
    padding: 0.6rem 0.8rem;
    margin-block: 0.85rem;
  }
  .effects dl {
    margin: 0.35rem 0 0;
    display: grid;
    gap: 0.3rem;
  }
  .effects dl > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1rem;
  }
  .effects dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  dialog footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 0.5rem;
    margin-block-start: 1rem;
  }
  .api {
    color: var(--_muted);
  }
  pre {
    background: var(--_sunken);
    color: var(--_text);
    border-radius: 6px;
    padding: 0.6rem 0.7rem;
    margin: 0.35rem 0;
    overflow: auto;
    max-block-size: 22rem;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .secret {
    display: block;
    background: var(--_sunken);
    padding: 0.6rem 0.7rem;
    border-radius: 6px;
    overflow-wrap: anywhere;
    user-select: all;
  }
  dialog.finder {
    margin-block-start: 12dvh;
    padding: 0.75rem;
  }
  .finder input {
    inline-size: 100%;
    min-height: 2.5rem;
  }
  #hits {
    margin-block: 0.5rem;
  }
  #hits [role="option"] {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1rem;
    padding: 0.35rem 0.6rem;
    border-radius: 6px;
    cursor: pointer;
  }
  #hits [aria-selected="true"] {
    background: light-dark(#e4e7f3, #2c3144);
  }
  dialog.side {
    inline-size: min(42rem, 100vw);
    max-inline-size: 100vw;
    block-size: 100dvh;
    max-block-size: 100dvh;
    margin: 0;
    margin-inline-start: auto;
    border-radius: 0;
    border-block: 0;
    border-inline-end: 0;
  }
  .calls {
    list-style: none;
    margin: 0.5rem 0 0;
    padding: 0;
  }
  .calls li {
    border-block-start: 1px solid var(--_line);
    padding-block: 0.4rem;
  }
  .verb {
    font-weight: 600;
    font-size: 0.75rem;
  }
  .address {
    overflow-wrap: anywhere;
  }
  .tick {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    color: var(--_text);
    min-block-size: 1.75rem;
  }
  .tick input {
    min-height: 0;
    inline-size: 1rem;
    block-size: 1rem;
    accent-color: var(--_accent);
  }
`,He=[o`
  :host {
    font-size: 0.8125rem;
    --_row: 2.125rem;
  }
  h1 {
    font-size: 1.25rem;
    font-weight: 650;
    letter-spacing: -0.01em;
    margin: 0;
    overflow-wrap: anywhere;
  }
  h1 .mono {
    font-size: 1.0625rem;
  }
  h1:focus {
    outline: none;
  }
  h1:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 4px;
    border-radius: 2px;
  }
  h2 {
    font-size: 0.875rem;
    margin: 0;
  }
  h3 {
    font-size: 0.8125rem;
    margin: 0;
  }
  a {
    color: var(--_accent);
    text-decoration: none;
  }
  a:hover {
    text-decoration: underline;
  }
  p a,
  li a,
  dd a,
  dt a,
  td a {
    text-decoration: underline 1px color-mix(in srgb, currentColor 45%, transparent);
    text-underline-offset: 3px;
  }
  button,
  .button,
  input,
  select,
  textarea {
    font-size: 0.8125rem;
    min-height: 2rem;
    padding: 0.25rem 0.65rem;
  }
  button.small {
    min-height: 1.625rem;
    padding: 0.1rem 0.5rem;
  }
  button.grave {
    background: var(--_bad);
    border-color: transparent;
    color: light-dark(#ffffff, #1d0d0c);
  }
  button.grave:hover {
    filter: brightness(1.08);
  }
  textarea {
    font: 400 0.8125rem/1.45 var(--_font);
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid light-dark(#8a90a0, #71788a);
    border-radius: calc(var(--_radius) - 2px);
    inline-size: 100%;
    resize: vertical;
  }
  code,
  pre,
  .mono {
    font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
    font-size: 0.75rem;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1rem;
    justify-content: space-between;
    align-items: flex-start;
    margin-block-end: 1rem;
  }
  .acts,
  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: flex-end;
  }
  .filters {
    margin-block-end: 0.75rem;
  }
  .filters label {
    font-size: 0.75rem;
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
    gap: 1rem;
    align-items: start;
  }
  .block {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    margin-block-end: 1rem;
    min-inline-size: 0;
  }
  .block > .head {
    margin: 0;
    padding: 0.6rem 0.85rem;
    border-block-end: 1px solid var(--_line);
    align-items: center;
  }
  .block > .body {
    padding: 0.75rem 0.85rem;
  }
  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.5rem), 1fr));
    gap: 1px;
    background: var(--_line);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    overflow: hidden;
    margin: 0 0 1rem;
  }
  .figures > div {
    background: var(--_surface);
    padding: 0.7rem 0.85rem;
  }
  .figures dt {
    color: var(--_muted);
    font-size: 0.75rem;
  }
  .figures dd {
    margin: 0.15rem 0 0;
    font-size: 1.25rem;
    font-weight: 600;
    letter-spacing: -0.01em;
  }
  .figures dd.plain {
    font-size: 0.8125rem;
    font-weight: 400;
    letter-spacing: 0;
  }
  dl.facts {
    display: grid;
    grid-template-columns: minmax(6rem, auto) 1fr;
    gap: 0.3rem 1rem;
    margin: 0;
  }
  dl.facts dt {
    color: var(--_muted);
  }
  dl.facts dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
`,o`
  th,
  td {
    padding: 0.4rem 0.6rem;
    block-size: var(--_row);
  }
  :is(th, td):is(:first-child, :last-child) {
    padding-inline: 0.6rem;
  }
  th {
    font-size: 0.75rem;
    block-size: auto;
  }
  caption {
    padding: 0.5rem 0.6rem 0.15rem;
  }
  td.date {
    white-space: nowrap;
  }
  tbody tr:last-child > td,
  tbody tr:last-child > th {
    border-block-end: 0;
  }
  tbody tr:hover > td,
  tbody tr:hover > th {
    background: var(--_sunken);
  }
  tbody th {
    font-weight: 500;
    font-size: inherit;
    color: inherit;
  }
  td.acts-cell {
    text-align: end;
    white-space: nowrap;
  }
  td.acts-cell button {
    margin-inline-start: 0.25rem;
  }
  /* On a narrow window a row becomes a small card: each cell under the word of its column. */
  @media (max-width: 40rem) {
    table.stack,
    table.stack caption,
    table.stack tbody,
    table.stack tr,
    table.stack tbody th,
    table.stack td {
      display: block;
    }
    table.stack thead {
      position: absolute;
      clip-path: inset(50%);
    }
    table.stack tr {
      padding-block: 0.35rem;
      border-block-end: 1px solid var(--_line);
    }
    table.stack tr:last-child {
      border-block-end: 0;
    }
    table.stack tbody th,
    table.stack td {
      border: 0;
      block-size: auto;
      text-align: start;
      white-space: normal;
      padding-block: 0.2rem;
    }
    table.stack td[data-label] {
      display: grid;
      grid-template-columns: 7.5rem minmax(0, 1fr);
      gap: 0 0.5rem;
    }
    table.stack td[data-label]::before {
      content: attr(data-label);
      color: var(--_muted);
      font-size: 0.75rem;
      grid-row: 1 / span 9;
    }
    table.stack td[data-label] > * {
      grid-column: 2;
      justify-self: start;
    }
    table.stack td.acts-cell button {
      margin-inline: 0 0.25rem;
    }
    table.stack td:empty {
      display: none;
    }
  }
  .wrap {
    overflow-wrap: break-word;
    min-inline-size: 9rem;
  }
  .scroll {
    position: relative;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .block > .scroll,
  .block .body .scroll {
    border: 0;
    border-radius: 0;
  }
  .chip {
    display: inline-block;
    padding: 0.05rem 0.45rem;
    border-radius: 999px;
    font-size: 0.75rem;
    line-height: 1.4;
    white-space: nowrap;
    border: 1px solid var(--_line);
    color: var(--_muted);
  }
  .chip.good {
    color: var(--_good);
    border-color: currentColor;
  }
  .chip.warn {
    color: var(--_warn);
    border-color: currentColor;
  }
  .chip.bad {
    color: var(--_bad);
    border-color: currentColor;
  }
  .good-text {
    color: var(--_good);
  }
  .warn-text {
    color: var(--_warn);
  }
  .bad-text {
    color: var(--_bad);
  }
  .empty,
  .waiting,
  div.failed {
    border: 1px dashed var(--_line);
    border-radius: var(--_radius);
    padding: 1.75rem 1.25rem;
    text-align: center;
    color: var(--_muted);
  }
  .block .empty,
  .block .waiting {
    border: 0;
  }
  div.failed {
    color: var(--_bad);
  }
  .waiting {
    display: grid;
    gap: 0.6rem;
  }
  .bone {
    block-size: 0.8rem;
    border-radius: 4px;
    background: var(--_sunken);
  }
  .onward {
    text-align: center;
    margin-block: 0.75rem;
  }
  .strip {
    border-inline-start: 3px solid var(--_accent);
    background: var(--_sunken);
    padding: 0.5rem 0.75rem;
    margin-block: 0.5rem;
    border-radius: 4px;
  }
  .strip.bad {
    border-color: var(--_bad);
  }
  .strip.warn {
    border-color: var(--_warn);
  }
  .strip.good {
    border-color: var(--_good);
  }
  .strip ul {
    margin: 0.35rem 0 0;
    padding-inline-start: 1.1rem;
  }
  summary {
    cursor: pointer;
    min-block-size: 1.5rem;
  }
  nav.sections {
    display: flex;
    gap: 0.15rem 1rem;
    overflow-x: auto;
    border-block-end: 1px solid var(--_line);
    margin-block-end: 1rem;
  }
  nav.sections a {
    color: var(--_muted);
    padding: 0.45rem 0.1rem;
    border-block-end: 2px solid transparent;
    white-space: nowrap;
  }
  nav.sections a[aria-current] {
    color: var(--_text);
    border-color: var(--_accent);
    font-weight: 550;
  }
  nav.sections a:focus-visible {
    outline-offset: -2px;
  }
  .deeds {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
    margin-block-start: 0.85rem;
    padding-block-start: 0.75rem;
    border-block-start: 1px solid var(--_line);
  }
`,Ve];function Ue(e){return e.role===`admin`||e.role===`finance`?e.role:`support`}var We=[`support`,`finance`,`admin`];function M(e,t){return We.indexOf(Ue(e))>=We.indexOf(t)}var N=class extends k{static styles=[Re,ze,He];static properties={desk:{attribute:!1}};get text(){return this.desk.text}say(e,t={}){return this.desk.text.say(e,t)}updated(e){super.updated(e);for(let e of this.renderRoot.querySelectorAll(`table`)){let t=[...e.querySelectorAll(`thead th, thead td`)].map(e=>e.textContent.trim());if(t.length!==0){e.classList.add(`stack`);for(let n of e.tBodies[0]?.rows??[])for(let[e,r]of[...n.cells].entries())r.localName===`td`&&t[e]&&(r.dataset.label=t[e])}}}may(e){return M(this.desk.operator,e)}},P=class extends N{static properties={...N.properties,place:{attribute:!1}};head(e,t={}){return S`<header class="head">
      <div>
        <h1 tabindex="-1">${e}</h1>
        ${t.under===void 0?T:S`<p class="muted">${t.under}</p>`}
      </div>
      ${t.acts===void 0?T:S`<div class="acts">${t.acts}</div>`}
    </header>`}empty(e,t=T){return S`<div class="empty"><p>${e}</p>${t}</div>`}};function F(e,t){if(e.code===`scope_missing`){let n=e.body.who_can??[],r=[...new Set(n.flatMap(({members:e})=>(e??[]).map(({id:e,name:t})=>t??e)))];return r.length===0?t.say(`problem.role`):t.say(`problem.role.who`,{names:t.list(r.slice(0,4))})}return e.status===0?t.say(`problem.away`):e.message}function I(e,t,n={}){let r=n.path??{},i=new URLSearchParams;for(let[e,t]of Object.entries(n.query??{}))t!==void 0&&t!==``&&i.set(e,String(t));let a={Accept:n.accept??`application/json`};n.body!==void 0&&(a[`Content-Type`]=`application/json`),n.key!==void 0&&(a[`Idempotency-Key`]=n.key),n.ifMatch!==void 0&&(a[`If-Match`]=n.ifMatch);let o=t.replace(/\{(\w+)\}/g,(e,t)=>encodeURIComponent(String(r[t]??``))),s=i.toString();return{verb:e,path:s===``?o:`${o}?${s}`,headers:a,body:n.body===void 0?void 0:JSON.stringify(n.body)}}var Ge=60,Ke=12e4,qe=class extends EventTarget{#e=[];get calls(){return this.#e}async read(e,t){return(await this.hear(e,t)).value}async hear(e,t){let n=await this.fetch(e,t);return{value:await n.json(),etag:n.headers.get(`ETag`)??void 0}}async fetch(e,t){let n=await this.#t(e,t);if(n.ok)return n;let r=await Je(n),i=e=>typeof r[e]==`string`?r[e]:void 0,a=new A(n.status,i(`code`)??`unknown`,i(`detail`)??(n.statusText||String(n.status)),r);throw a.code===`unauthenticated`&&this.dispatchEvent(new Event(`over`)),a}changed(){this.dispatchEvent(new Event(`changed`))}async#t(e,t){let n=new Date,r=performance.now(),i=AbortSignal.timeout(Ke),a={method:e.verb.toUpperCase(),headers:{...e.headers,"X-Scrip-Console":`1`},cache:`no-store`,credentials:`same-origin`,signal:t===void 0?i:AbortSignal.any([t,i])};e.body!==void 0&&(a.body=e.body);try{let t=await fetch(e.path,a);return this.#n({ask:e,at:n,tookMs:performance.now()-r,status:t.status}),t}catch(i){throw t?.aborted===!0?i:(this.#n({ask:e,at:n,tookMs:performance.now()-r,status:0}),new A(0,`away`,``,{}))}}#n(e){this.#e=[e,...this.#e].slice(0,Ge),this.dispatchEvent(new Event(`call`))}};async function Je(e){try{return await e.json()}catch{return{}}}function Ye(e,t){let n=Object.entries(e.headers).filter(([e,t])=>e!==`Accept`||t!==`application/json`),r=[`curl -sS ${e.verb===`get`?``:`-X ${e.verb.toUpperCase()} `}${Xe(t+e.path)}`,`-H "Authorization: Bearer $SCRIP_KEY"`];for(let[e,t]of n)r.push(`-H ${Xe(`${e}: ${t}`)}`);return e.body!==void 0&&r.push(`-d ${Xe(Ze(e.body))}`),r.join(` \\
  `)}function Xe(e){return`'${e.replaceAll(`'`,`'\\''`)}'`}function Ze(e){return JSON.stringify(JSON.parse(e),(e,t)=>e.endsWith(`password`)?`…`:t)}var Qe=class extends N{static styles=[...N.styles,o`
      pre {
        margin: 0 0 0.35rem;
      }
    `];static properties={...N.properties,call:{attribute:!1},hasCopied:{state:!0}};constructor(){super(),this.hasCopied=!1}willUpdate(e){e.has(`call`)&&e.get(`call`)?.body!==this.call.body&&(this.hasCopied=!1)}render(){let e=Ye(this.call,location.origin);return S`<pre tabindex="0" role="region" aria-label=${this.say(`call.curl`)}>${e}</pre>
      <button type="button" class="small" @click=${async()=>{this.hasCopied=await $e(e)}}>${this.say(`call.copy`)}</button>
      <span class="small muted" role="status">${this.hasCopied?this.say(`call.copied`):``}</span>`}};async function $e(e){try{return await navigator.clipboard.writeText(e),!0}catch{return!1}}var et=class extends N{static properties={...N.properties,deed:{state:!0},values:{state:!0},isBusy:{state:!0},problem:{state:!0},foreseen:{state:!0},secret:{state:!0},hasCopied:{state:!0}};#e;#t=!1;#n=new Map;#r;#i=0;constructor(){super(),this.values={},this.isBusy=!1,this.hasCopied=!1}async open(e){return this.#e?.(!1),this.#r=L(),this.deed=e,this.values=Object.fromEntries((e.fields??[]).map(e=>[e.name,e.value??``])),this.problem=void 0,this.secret=void 0,this.hasCopied=!1,this.#t=!1,this.#n=new Map,this.#s(),await this.updateComplete,this.renderRoot.querySelector(`dialog`)?.showModal(),(this.renderRoot.querySelector(`[data-first]`)??this.renderRoot.querySelector(`button`))?.focus(),new Promise(e=>this.#e=e)}render(){let{deed:e}=this;return S`<dialog aria-labelledby="title" @close=${this.#m} @cancel=${e=>this.isBusy&&e.preventDefault()}>
      ${e===void 0?T:this.secret===void 0?this.#a(e):this.#u(e,this.secret)}
    </dialog>`}#a(e){let t=tt(this.problem);return S`<form method="dialog" novalidate @submit=${this.#p} @input=${this.#d} @change=${this.#d}>
      <h2 id="title">${e.title}</h2>
      ${e.says===void 0?T:S`<p class="says">${e.says}</p>`}
      ${(e.fields??[]).map((e,n)=>this.#o(e,n===0,t))} ${this.#c(e.effect(this.values),e.foresee!==void 0)}
      ${this.problem===void 0?T:this.#l(this.problem,t)}
      <details class="api">
        <summary>${this.say(`call.show`)}</summary>
        <console-call .desk=${this.desk} .call=${e.ask(this.values,this.#h(e))}></console-call>
      </details>
      <footer>
        <button type="button" class="quiet" @click=${this.#f} ?disabled=${this.isBusy}>${this.say(`act.leave`)}</button>
        <button class=${e.isGrave===!0?`grave`:`primary`} aria-disabled=${this.isBusy?`true`:`false`} aria-busy=${this.isBusy?`true`:`false`}>${e.button}</button>
      </footer>
    </form>`}#o(e,t,n){let r=n.find(t=>t.field===e.name),i=this.values[e.name]??``,a=r?.reason??e.hint,o=a===void 0?T:`hint-${e.name}`;return S`<div class="field">
      <label for=${e.name}>${e.label}${e.isOptional===!0?S` <span class="muted">${this.say(`act.optional`)}</span>`:T}</label>
      ${e.kind===`select`?S`<select id=${e.name} name=${e.name} ?data-first=${t} aria-describedby=${o}>
            ${(e.options??[]).map(([e,t])=>S`<option value=${e} ?selected=${e===i}>${t}</option>`)}
          </select>`:e.kind===`area`?S`<textarea id=${e.name} name=${e.name} rows="3" maxlength=${e.lengthMax??500} ?data-first=${t} ?required=${e.isOptional!==!0} aria-invalid=${r?`true`:`false`} aria-describedby=${o} .value=${i}></textarea>`:S`<input
              id=${e.name}
              name=${e.name}
              type=${e.kind??`text`}
              ?data-first=${t}
              ?required=${e.isOptional!==!0}
              min=${e.min??T}
              max=${e.max??T}
              step=${e.step??T}
              minlength=${e.lengthMin??T}
              maxlength=${e.lengthMax??T}
              autocomplete=${e.kind===`password`?`new-password`:`off`}
              aria-invalid=${r?`true`:`false`}
              aria-describedby=${o}
              .value=${i}
            />`}
      ${a===void 0?T:S`<p id=${`hint-${e.name}`} class=${r?`small failed`:`small muted`}>${a}</p>`}
    </div>`}async#s(){let{deed:e}=this;if(this.foreseen=void 0,e?.foresee===void 0)return;let t=++this.#i;try{let n=await e.foresee(this.values,this.desk.line);if(t!==this.#i)return;this.foreseen=n,this.problem=void 0}catch(e){if(t!==this.#i)return;this.foreseen=[],this.problem=j(e)}}#c(e,t){let n=t?[...this.foreseen??[{what:this.say(`state.loading`)}],...e]:e;return n.length===0?T:S`<section class="effects" aria-label=${this.say(`act.effect`)} aria-live="polite">
      <h3>${this.say(`act.effect`)}</h3>
      <dl>
        ${n.map(({what:e,from:t,to:n})=>n===void 0?S`<div class="whole"><dt class="sr">${this.say(`act.also`)}</dt><dd>${e}</dd></div>`:S`<div><dt>${e}</dt><dd>${t===void 0?T:S`<span class="muted">${t}</span> <span aria-hidden="true">→</span><span class="sr">${this.say(`act.then`)}</span> `}<strong>${n}</strong></dd></div>`)}
      </dl>
    </section>`}#l(e,t){let n=(this.deed?.fields??[]).map(({name:e})=>e),r=t.filter(({field:e})=>!n.includes(e));return S`<div class="strip bad" role="alert">
      <p>${F(e,this.text)}</p>
      ${r.length===0?T:S`<ul>${r.slice(0,20).map(({field:e,reason:t})=>S`<li><code>${e}</code>: ${t}</li>`)}</ul>`}
    </div>`}#u(e,t){return S`<form method="dialog">
      <h2 id="title">${e.title}</h2>
      <p class="says">${this.say(`act.once`)}</p>
      <div class="field"><span class="label" id="secret">${t.label}</span><code class="secret" tabindex="0" role="textbox" aria-readonly="true" aria-labelledby="secret">${t.value}</code></div>
      <p class="small muted" role="status">${this.hasCopied?this.say(`call.copied`):T}</p>
      <footer>
        <button type="button" data-first @click=${async()=>{this.hasCopied=await $e(t.value)}}>${this.say(`act.copy`)}</button>
        <button class="primary">${this.say(`act.kept`)}</button>
      </footer>
    </form>`}#d=e=>{let t=e.target;t.name&&this.values[t.name]!==t.value&&(this.values={...this.values,[t.name]:t.value},this.problem=void 0,this.#s())};#f=()=>this.renderRoot.querySelector(`dialog`)?.close();#p=async e=>{e.preventDefault();let{deed:t}=this,n=e.target;if(!(t===void 0||this.isBusy)&&n.reportValidity()){this.isBusy=!0,this.problem=void 0;try{let e=await this.desk.line.read(t.ask(this.values,this.#h(t)));this.#t=!0,this.desk.tell(t.told(e)),this.desk.line.changed(),this.secret=t.secret?.(e),this.secret===void 0&&this.#f()}catch(e){let n=j(e);t.failed?.(n)===!0?this.#f():this.problem=n}finally{this.isBusy=!1}this.secret!==void 0&&(await this.updateComplete,this.renderRoot.querySelector(`[data-first]`)?.focus())}};#m=()=>{this.deed=void 0,this.secret=void 0,this.#e?.(this.#t),this.#e=void 0;let e=this.#r;this.#r=void 0,e?.isConnected===!0?e.focus():this.dispatchEvent(new CustomEvent(`lost`,{bubbles:!0,composed:!0}))};#h(e){let t=e.ask(this.values,``).body??``,n=this.#n.get(t);return n===void 0&&this.#n.set(t,n=Be()),n}};function tt(e){let t=e?.body.invalid_parameters;return Array.isArray(t)?t:[]}function L(){let e=document.activeElement;for(;e?.shadowRoot?.activeElement;)e=e.shadowRoot.activeElement;return e instanceof HTMLElement&&e!==document.body?e:void 0}var nt=[[`customers`,[`accounts`,`transfers`,`orders`,`disputes`]],[`product`,[`catalog`,`reports`]],[`messages`,[`webhooks`,`events`,`mails`]],[`system`,[`keys`,`staff`,`audit`,`ledger`,`health`]]],rt={disputes:`finance`,reports:`finance`,keys:`admin`,staff:`admin`,audit:`admin`,ledger:`admin`};function R(e){return rt[e]??`support`}function it(e){return nt.some(([,t])=>t.includes(e))}var at=`/console`;function ot(e){let[t=``,...n]=e.pathname.slice(8).split(`/`).filter(Boolean).map(st);return{room:t===``?`accounts`:t,rest:n,query:new URLSearchParams(e.search)}}function z(...e){return[at,...e.map(encodeURIComponent)].join(`/`)}function B(e,t){let n=new URLSearchParams(e.query);for(let[e,r]of Object.entries(t))r===``?n.delete(e):n.set(e,r);let r=n.toString();return z(e.room,...e.rest)+(r===``?``:`?${r}`)}function st(e){try{return decodeURIComponent(e)}catch{return e}}function ct(e,t){let{text:n,operator:r}=e;if(it(t.room)&&!M(r,R(t.room)))return S`<div><h1 tabindex="-1">${n.say(`nav.${t.room}`)}</h1><p>${n.say(`shell.closed`,{role:n.word(`role`,R(t.room))})}</p></div>`;switch(t.room){case`accounts`:return t.rest.length===0?S`<console-accounts .desk=${e} .place=${t}></console-accounts>`:S`<console-account .desk=${e} .place=${t}></console-account>`;case`orders`:return t.rest.length===0?S`<console-orders .desk=${e} .place=${t}></console-orders>`:S`<console-order .desk=${e} .place=${t}></console-order>`;case`transfers`:return S`<console-transfers .desk=${e} .place=${t}></console-transfers>`;case`disputes`:return S`<console-disputes .desk=${e} .place=${t}></console-disputes>`;case`catalog`:return S`<console-catalog .desk=${e} .place=${t}></console-catalog>`;case`reports`:return S`<console-reports .desk=${e} .place=${t}></console-reports>`;case`webhooks`:return S`<console-webhooks .desk=${e} .place=${t}></console-webhooks>`;case`events`:return S`<console-events .desk=${e} .place=${t}></console-events>`;case`mails`:return S`<console-mails .desk=${e} .place=${t}></console-mails>`;case`keys`:return S`<console-keys .desk=${e} .place=${t}></console-keys>`;case`staff`:return S`<console-staff .desk=${e} .place=${t}></console-staff>`;case`audit`:return S`<console-audit .desk=${e} .place=${t}></console-audit>`;case`ledger`:return S`<console-ledger .desk=${e} .place=${t}></console-ledger>`;case`health`:return S`<console-health .desk=${e} .place=${t}></console-health>`;case`me`:return S`<console-me .desk=${e} .place=${t}></console-me>`;default:return S`<div><h1 tabindex="-1">${n.say(`shell.lost`)}</h1><p>${n.say(`shell.lost.says`)} <a href=${z()}>${n.say(`nav.accounts`)}</a></p></div>`}}var lt=o`
  :host {
    min-block-size: 100dvh;
    background: var(--_surface);
  }
  .still {
    display: grid;
    gap: 0.75rem;
    place-content: center;
    justify-items: center;
    min-block-size: 100dvh;
  }
  .skip {
    position: fixed;
    inset-inline-start: 0.5rem;
    inset-block-start: 0.5rem;
    z-index: 2;
  }
  .skip:not(:focus) {
    clip-path: inset(50%);
  }
  .frame {
    display: grid;
    grid-template-columns: 13.5rem minmax(0, 1fr);
    min-block-size: 100dvh;
  }
  .side {
    background: var(--_sunken);
    border-inline-end: 1px solid var(--_line);
    padding: 0.85rem 0.75rem;
    position: sticky;
    inset-block-start: 0;
    block-size: 100dvh;
    overflow-y: auto;
    display: flex;
    flex-direction: column;
  }
  #menu {
    display: flex;
    flex-direction: column;
    flex: 1;
  }
  .top {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-inline: 0.5rem;
    margin-block-end: 0.6rem;
  }
  .name {
    font-size: 0.9375rem;
    font-weight: 700;
    letter-spacing: -0.01em;
    color: var(--_text);
    min-block-size: 1.5rem;
  }
  .menu {
    display: none;
  }
  .find {
    justify-content: space-between;
    color: var(--_muted);
    font-weight: 400;
  }
  kbd {
    font: inherit;
    font-size: 0.6875rem;
    border: 1px solid var(--_line);
    border-radius: 4px;
    padding: 0 0.35rem;
  }
  nav h2 {
    font-size: 0.6875rem;
    font-weight: 550;
    color: var(--_muted);
    margin: 0.7rem 0.5rem 0.15rem;
  }
  nav ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  nav li a {
    display: block;
    padding: 0.2rem 0.5rem;
    min-block-size: 1.6rem;
    border-radius: 6px;
    color: var(--_text);
    text-decoration: none;
  }
  nav li a:hover {
    background: light-dark(#e9ebf0, #2a2e37);
  }
  nav li a[aria-current] {
    background: light-dark(#e4e7f3, #2c3144);
    font-weight: 600;
  }
  .side .foot {
    margin-block-start: auto;
    padding: 0.6rem 0.5rem 0;
    display: grid;
    gap: 0.45rem;
  }
  .side .foot label {
    font-size: 0.75rem;
  }
  .side .foot .quiet {
    justify-content: flex-start;
    padding-inline: 0;
  }
  .own {
    display: grid;
    gap: 0.45rem;
    padding-block-start: 0.5rem;
  }
  main#main {
    padding: 1.25rem clamp(0.75rem, 2.5vw, 2.25rem) 4rem;
    max-inline-size: 82rem;
    min-inline-size: 0;
  }
  .told {
    position: fixed;
    inset-block-end: 1rem;
    inset-inline-start: 50%;
    translate: -50% 0;
    z-index: 3;
    pointer-events: none;
    max-inline-size: calc(100vw - 1.5rem);
  }
  .told p {
    background: var(--_text);
    color: var(--_surface);
    padding: 0.5rem 0.85rem;
    border-radius: 8px;
    margin: 0;
  }
  @media (max-width: 52rem) {
    .frame {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: auto 1fr;
    }
    .side {
      position: static;
      block-size: auto;
      border-inline-end: 0;
      border-block-end: 1px solid var(--_line);
      padding-block: 0.5rem;
    }
    .top {
      margin: 0;
    }
    .menu {
      display: inline-flex;
    }
    #menu.folded {
      display: none;
    }
  }
`,ut={"usage.title":`Meine Nutzung`,"usage.monthly":`Monatliche Credits`,"usage.extra":`Zusätzliche Credits`,"usage.of":`{available} von {granted}`,"usage.renews":`Erneuert am {date}`,"usage.ends":`Testphase endet am {date}`,"usage.expires":`{credits} verfallen am {date}`,"usage.reserved":`{credits} für laufende Arbeit zurückgelegt`,"usage.owed":`{credits} offen: Die nächsten Credits gleichen das zuerst aus`,"usage.shared":`Geteilt von {account}`,"usage.buy":`Zusätzliche Credits kaufen`,"usage.who":`Wer was darf`,"usage.may.use":`Credits nutzen`,"usage.may.buy":`Credits kaufen`,"usage.may.share":`Credits mit Unterkonten teilen`,"usage.progress":`{available} von {granted} monatlichen Credits übrig`,"usage.canceling":`Endet am {date}`,"usage.credits":`Credits`,"usage.legacy":`Diese Credits erneuern sich nicht.`,"usage.trial":`In der Testphase lassen sich keine Credits kaufen.`,"usage.plans":`Tarife ansehen`,credits:{one:`{n} Credit`,other:`{n} Credits`},"credits.left":{one:`{n} Credit übrig`,other:`{n} Credits übrig`},"cost.free":`Kostenlos`,"cost.about":`Etwa {credits}`,"cost.ceiling":`höchstens {credits}`,"cost.after":`danach {credits} übrig`,"cost.included":`In Ihrem Tarif enthalten`,"counter.label":`{left}. Mehr Credits holen`,"reason.insufficient_credits":`Dafür reichen die Credits nicht: {credits} sind verfügbar.`,"reason.role_not_allowed":`Ihre Rolle umfasst das nicht.`,"reason.sharing_disabled":`Ihre Agentur teilt ihre Credits nicht mit Unterkonten.`,"reason.plan_lacks_feature":`Ihr Tarif enthält diese Funktion nicht.`,"reason.account_ended":`Das Abonnement ist beendet.`,"reason.spend_limit_reached":`Ein Ausgabenlimit ist erreicht.`,"reason.spend_limit_reached.member":`Ihr eigenes Ausgabenlimit ist erreicht.`,"reason.spend_limit_reached.subaccount":`Das Ausgabenlimit dieses Unterkontos ist erreicht.`,"reason.spend_limit_reached.account":`Das Ausgabenlimit des Kontos ist erreicht.`,"reason.other":`Das ist gerade nicht möglich.`,"reason.limit.again":`Es beginnt von selbst neu; wer Mitglieder verwaltet, kann es erhöhen.`,"who.can":`{names} kann das.`,"who.nobody":`Fragen Sie die Person, die Ihr Konto verwaltet.`,"who.buy":`{names} kann mehr holen.`,"who.share":`{names} kann das ein- oder ausschalten.`,"plans.have":{one:`Enthalten im Tarif {names}.`,other:`Enthalten in den Tarifen {names}.`},"plans.in":{one:`Im Tarif {names}`,other:`In {names}`},"button.changed":`Die Kosten haben sich von {from} auf {to} Credits geändert. Drücken Sie noch einmal, wenn es dabei bleibt.`,"declined.insufficient_funds":`zu wenig Geld auf dem Konto`,"declined.expired_card":`die Karte ist abgelaufen`,"declined.lost_card":`die Karte ist als verloren gemeldet`,"declined.stolen_card":`die Karte ist als gestohlen gemeldet`,"declined.incorrect_cvc":`die Prüfnummer stimmt nicht`,"declined.processing_error":`ein Fehler bei der Verarbeitung`,"declined.authentication_required":`sie muss bestätigt werden`,"features.paid":`Funktionen, die Credits brauchen`,"features.free":`Funktionen ohne Credits`,"features.gated":`Funktionen ohne Credits, die einen höheren Tarif brauchen`,"features.included":`Enthalten`,"history.title":`Verlauf`,"history.caption":`Jede Bewegung von Credits, die neueste zuerst`,"history.time":`Zeit`,"history.what":`Was geschah`,"history.who":`Wer`,"history.credits":`Credits`,"history.left":`Danach verfügbar`,"history.from":`Von`,"history.to":`Bis`,"history.kind":`Art`,"history.feature":`Funktion`,"history.member":`Mitglied`,"history.subaccount":`Unterkonto`,"history.all":`Alle`,"history.more":`Mehr anzeigen`,"history.csv":`CSV herunterladen`,"history.none":`Noch nichts. Jede Nutzung, jeder Kauf und jede Erneuerung wird hier eine eigene Zeile.`,"history.none.filter":`Keine Zeile passt zu diesen Filtern.`,"history.product":`das Produkt`,"history.clock":`von selbst`,"history.filters":`Filter`,"history.movements":`Bewegungen`,"history.everything":`Alles`,"history.quantity":`Menge`,"history.price":`Preis`,"history.from_grant":`Aus: {kind}`,"history.back":`Zurückgegeben`,"history.back.expired":`davon {credits} schon verfallen`,"history.reason":`Grund`,"history.of":`Gehört zu`,"history.prices":`Preise`,"history.version":`Preisliste {version}`,"history.line":`Zeile {n}`,"kind.grant":`Credits gutgeschrieben`,"kind.expire":`Verfallen`,"kind.void":`Aufgehoben`,"kind.roll":`Übertragen`,"kind.spend":`Nutzung`,"kind.reserve":`Zurückgelegt`,"kind.settle":`Nutzung abgerechnet`,"kind.release":`Freigegeben`,"kind.reverse":`Zurückgegeben`,"kind.claw":`Zurückgeholt`,"kind.reinstate":`Wieder gutgeschrieben`,"kind.order":`Bestellung`,"kind.account":`Konto`,"kind.notice":`Hinweis`,"grants.title":`Credits nach Herkunft`,"grants.order":`Credits werden von oben nach unten verbraucht: nach Priorität, dann was zuerst verfällt, kostenlose vor gekauften.`,"grants.source":`Herkunft`,"grants.left":`Übrig`,"grants.expires":`Verfällt`,"grants.status":`Status`,"grants.never":`Nie`,"grants.none":`Es gibt noch keine Credits.`,"grants.rolled":`Aus dem Zeitraum davor übernommen`,"grants.only":`Nur für {names}`,"grants.reserved":`{credits} zurückgelegt`,"grants.hidden":`Ihre Rolle zeigt nicht, woher Credits kommen.`,"grant.plan":`Tarif`,"grant.trial":`Testphase`,"grant.legacy":`Alter Tarif`,"grant.package":`Gekauft`,"grant.promotional":`Geschenk`,"grant.adjustment":`Korrektur`,"state.scheduled":`Ab {date}`,"state.open":`In Gebrauch`,"state.used":`Verbraucht`,"state.expired":`Verfallen`,"state.voided":`Aufgehoben`,"spent.title":`Nutzung`,"spent.by.day":`Tag`,"spent.by.feature":`Funktion`,"spent.by.member":`Mitglied`,"spent.by.subaccount":`Unterkonto`,"spent.by":`Gruppieren nach`,"spent.table":`Als Tabelle zeigen`,"spent.chart":`Verbrauchte Credits der letzten {days} Tage`,"spent.none":`In den letzten {days} Tagen wurden keine Credits verbraucht.`,"spent.total":`In {days} Tagen verbraucht`,"spent.kinds":`Was übrig ist, nach Herkunft`,"spent.forecast":`Im Tempo der letzten {days} Tage ({rate} am Tag) sind die Credits etwa am {date} verbraucht.`,"spent.forecast.renews":`Im Tempo der letzten {days} Tage ({rate} am Tag) reichen die Credits über den {date} hinaus.`,"spent.forecast.expires":`Im Tempo der letzten {days} Tage ({rate} am Tag) verfallen etwa {lost} Credits ungenutzt, die letzten am {date}.`,"spent.uses":`Nutzungen`,"spent.expires":`die ersten verfallen am {date}`,"spent.here":`Hauptkonto`,"agency.title":`Agentur-Optionen`,"agency.section":`Credits teilen`,"agency.switch":`Unterkonten dürfen Ihre Credits nutzen`,"agency.hint":`Ist das an, nutzen alle Unterkonten die Credits der Agentur. Selbst kaufen können sie keine.`,"agency.saved":`Gespeichert`,"agency.limits":`Ausgabenlimits`,"agency.limits.hint":`Ein Limit gilt je Unterkonto oder Mitglied. Begonnene Arbeit wird nicht abgebrochen.`,"agency.limits.none":`Es sind keine Limits gesetzt.`,"agency.subject":`Für`,"agency.credits":`Credits`,"agency.per":`Je`,"agency.per.day":`Tag`,"agency.per.month":`Monat`,"agency.per.period":`Abrechnungszeitraum`,"agency.add":`Limit setzen`,"agency.remove":`Limit von {subject} entfernen`,"agency.each.member":`Jedes Mitglied`,"agency.each.subaccount":`Jedes Unterkonto`,"agency.account":`Das ganze Konto`,"agency.used":`In {days} Tagen`,"agency.limit":`Limit`,"agency.limit.none":`keins`,"agency.limit.per":`{credits} pro {per}`,"agency.named.subaccount":`Unterkonto {name}`,"agency.one.member":`Ein Mitglied`,"agency.one.subaccount":`Ein Unterkonto`,"state.loading":`Wird geladen`,"state.away":`Der Server ist nicht erreichbar. Die Anzeige kann veraltet sein.`,"state.failed":`Das konnte nicht geladen werden: {detail}`,"state.again":`Erneut versuchen`,"state.hidden":`Ihre Rolle zeigt den Kontostand nicht.`,"state.ended":`Ihre Sitzung ist beendet. Laden Sie die Seite neu.`,"state.away.nothing":`Der Server ist gerade nicht erreichbar.`,"dialog.close":`Schließen`,"buy.title":`Mehr Credits`,"buy.packages":`Credit-Pakete, einmalig bezahlt`,"buy.quantity":`Anzahl`,"buy.fewer":`Eins weniger`,"buy.more":`Eins mehr`,"buy.sum":`zusammen {credits}`,"buy.pay":`Zahlung`,"buy.pay.saved":`{brand}, endet auf {last4}`,"buy.pay.card":`Neue Karte`,"buy.pay.transfer":`Überweisung`,"buy.pay.transfer.days":{one:`Die Credits kommen binnen {n} Werktag nach Ihrer Überweisung.`,other:`Die Credits kommen binnen {n} Werktagen nach Ihrer Überweisung.`},"buy.net":`Preis`,"buy.tax":`Steuer, {rate} %`,"buy.reverse":`Steuer: Umkehrung der Steuerschuld`,"buy.total":`Gesamt`,"buy.expires":`Die Credits gelten {span} ab der Zahlung.`,"buy.terms":`Verkaufsbedingungen`,"buy.now":`Jetzt kaufen`,"buy.none":`Dieses Konto kann gerade keine Pakete kaufen.`,"buy.plans":`Oder einen höheren Tarif wählen`,"buy.plan.credits":`{credits} je Zeitraum`,"buy.upgrade":`Zu {name} wechseln`,"buy.processing":`Die Zahlung läuft.`,"buy.waiting":`Schließen Sie die Zahlung im anderen Fenster ab. Hier geht es von selbst weiter.`,"buy.open":`Zahlungsseite öffnen`,"buy.cancel":`Bestellung abbrechen`,"buy.canceled":`Die Bestellung wurde abgebrochen.`,"buy.declined":`Die Bank hat die Zahlung abgelehnt: {reason}.`,"buy.price_changed":`Der Preis hat sich inzwischen geändert. Sehen Sie ihn sich noch einmal an.`,"buy.transfer.placed":`Die Bestellung ist aufgegeben. Bitte überweisen Sie:`,"buy.bank.name":`An`,"buy.bank.iban":`IBAN`,"buy.bank.bic":`BIC`,"buy.bank.reference":`Verwendungszweck`,"buy.bank.by":`Zahlbar bis`,"buy.done":`{credits} gehören Ihnen.`,"buy.invoice":`Die Rechnung kommt per E-Mail.`,"buy.continue":`Weiter`,"buy.close":`Fertig`,"buy.away":`Es kam keine Antwort. Drücken Sie noch einmal: Bestellt wird nur einmal.`,"buy.back":`Zurück`,"buy.need":`Dafür braucht es {credits}; {available} sind übrig.`,"buy.need.several":`{n} × {name} reichen dafür.`,"buy.none.trial":`In der Testphase lassen sich keine Credits kaufen. Ein Tarif bringt eigene mit.`,"buy.pay.card.hint":`Auf einer sicheren Seite in einem neuen Fenster; die Karte wird für das nächste Mal gespeichert.`,"buy.declined.next":`Es wurde nichts abgebucht. Versuchen Sie eine andere Karte oder eine Überweisung.`,"buy.confirm":`Ihre Bank möchte, dass Sie diese Zahlung bestätigen. Dieses Fenster geht von selbst weiter.`,"buy.confirm.open":`Bei der Bank bestätigen`,"buy.plans.only":`Tarife`,"buy.preview":`Ihre Credits mit {name}`,"buy.preview.now":`Jetzt`,"buy.preview.after":`Gleich danach`,"buy.preview.all":`Zusammen`,"buy.preview.host":`Der Tarif wird in Ihrer eigenen Abrechnung bezahlt. Hier wird nichts abgebucht.`,"buy.upgrade.go":`Weiter zu {name}`,"buy.bank.mailed":`Die Angaben kommen auch per E-Mail.`,"buy.declined.plain":`Die Bank hat die Zahlung abgelehnt.`,"orders.title":`Bestellungen und Rechnungen`,"orders.none":`Noch wurde nichts gekauft.`,"orders.due":`Fällig am {date}`,"orders.refunded":`{credits} erstattet`,"orders.pdf":`PDF`,"orders.pdf.of":`PDF der Rechnung zur Bestellung {id}`,"orders.send":`Erneut senden`,"orders.send.of":`Erneut senden: Rechnung zur Bestellung {id}`,"orders.sent":`Die Rechnung ist unterwegs.`,"orders.what":`Bestellung`,"orders.by":`Credits bis {date}`,"orders.pay":`Bezahlen`,"orders.cancel":`Stornieren`,"orders.cancel.of":`Bestellung {id} stornieren`,"order.pending":`Wartet auf Zahlung`,"order.awaiting_payment":`Wartet auf Ihre Überweisung`,"order.paid":`Bezahlt`,"order.canceled":`Abgebrochen`,"order.refunded":`Erstattet`,"order.disputed":`Angefochten`,"card.title":`Karte`,"card.none":`Es ist keine Karte gespeichert.`,"card.add":`Karte hinzufügen`,"card.replace":`Karte ersetzen`,"card.remove":`Karte entfernen`,"card.declined":`Die letzte Zahlung wurde abgelehnt.`,"card.keep":`Behalten`,"card.remove.sure":`Damit endet auch das automatische Aufladen, und der nächste Kauf fragt wieder nach einer Karte.`,"topup.title":`Automatisches Aufladen`,"topup.hint":`Kauft mit der gespeicherten Karte ein Paket, wenn wenige Credits übrig sind.`,"topup.on":`Unter {threshold} Credits: {name}, höchstens {max} im Monat.`,"topup.off":`Ausschalten`,"topup.threshold":`Wenn weniger Credits als`,"topup.package":`Kaufe`,"topup.max":`Höchstens im Monat`,"topup.set":`Einschalten`,"topup.card":`Fügen Sie zuerst eine Karte hinzu.`},dt={"usage.title":`My Usage`,"usage.monthly":`Monthly credits`,"usage.extra":`Extra credits`,"usage.of":`{available} of {granted}`,"usage.renews":`Renews on {date}`,"usage.ends":`Trial ends on {date}`,"usage.expires":`{credits} expire on {date}`,"usage.reserved":`{credits} set aside for running work`,"usage.owed":`{credits} owed: the next credits pay this first`,"usage.shared":`Shared from {account}`,"usage.buy":`Buy extra credits`,"usage.who":`Who may do what`,"usage.may.use":`Use credits`,"usage.may.buy":`Buy credits`,"usage.may.share":`Share credits with subaccounts`,"usage.progress":`{available} of {granted} monthly credits left`,"usage.canceling":`Ends on {date}`,"usage.credits":`Credits`,"usage.legacy":`These credits do not renew.`,"usage.trial":`During the trial no extra credits can be bought.`,"usage.plans":`See plans`,credits:{one:`{n} credit`,other:`{n} credits`},"credits.left":{one:`{n} credit left`,other:`{n} credits left`},"cost.free":`Free`,"cost.about":`About {credits}`,"cost.ceiling":`{credits} at most`,"cost.after":`{credits} left after it`,"cost.included":`Included in your plan`,"counter.label":`{left}. Get more credits`,"reason.insufficient_credits":`There are too few credits for this: {credits} are available.`,"reason.role_not_allowed":`Your role does not include this.`,"reason.sharing_disabled":`Your agency does not share its credits with subaccounts.`,"reason.plan_lacks_feature":`Your plan does not include this feature.`,"reason.account_ended":`The subscription has ended.`,"reason.spend_limit_reached":`A spend limit is reached.`,"reason.spend_limit_reached.member":`Your own spend limit is reached.`,"reason.spend_limit_reached.subaccount":`This subaccount's spend limit is reached.`,"reason.spend_limit_reached.account":`The account's spend limit is reached.`,"reason.other":`This is not possible now.`,"reason.limit.again":`It starts again by itself; whoever manages members can raise it.`,"who.can":`{names} can.`,"who.nobody":`Ask the person who runs your account.`,"who.buy":`{names} can get more.`,"who.share":`{names} can turn this on or off.`,"plans.have":{one:`It comes with the plan {names}.`,other:`It comes with the plans {names}.`},"plans.in":{one:`In {names}`,other:`In {names}`},"button.changed":`The cost has changed from {from} to {to} credits. Press again to use it.`,"declined.insufficient_funds":`too little money on the account`,"declined.expired_card":`the card has expired`,"declined.lost_card":`the card was reported lost`,"declined.stolen_card":`the card was reported stolen`,"declined.incorrect_cvc":`the security code is wrong`,"declined.processing_error":`an error while it was processed`,"declined.authentication_required":`it must be confirmed`,"features.paid":`Features that require credits`,"features.free":`Features available without credits`,"features.gated":`Features that need a higher plan, without credits`,"features.included":`Included`,"history.title":`History`,"history.caption":`Every movement of credits, the newest first`,"history.time":`Time`,"history.what":`What happened`,"history.who":`Who`,"history.credits":`Credits`,"history.left":`Then available`,"history.from":`From`,"history.to":`To`,"history.kind":`Kind`,"history.feature":`Feature`,"history.member":`Member`,"history.subaccount":`Subaccount`,"history.all":`All`,"history.more":`Show more`,"history.csv":`Download CSV`,"history.none":`Nothing here yet. Every use, purchase and renewal will be a line of its own.`,"history.none.filter":`No line fits these filters.`,"history.product":`the product`,"history.clock":`by itself`,"history.filters":`Filters`,"history.movements":`Movements`,"history.everything":`Everything`,"history.quantity":`Quantity`,"history.price":`Price`,"history.from_grant":`From: {kind}`,"history.back":`Put back`,"history.back.expired":`of which {credits} had expired`,"history.reason":`Reason`,"history.of":`Belongs to`,"history.prices":`Priced by`,"history.version":`price list {version}`,"history.line":`Line {n}`,"kind.grant":`Credits granted`,"kind.expire":`Expired`,"kind.void":`Voided`,"kind.roll":`Carried over`,"kind.spend":`Use`,"kind.reserve":`Set aside`,"kind.settle":`Use settled`,"kind.release":`Released`,"kind.reverse":`Put back`,"kind.claw":`Taken back`,"kind.reinstate":`Reinstated`,"kind.order":`Order`,"kind.account":`Account`,"kind.notice":`Notice`,"grants.title":`Credits by source`,"grants.order":`Credits are used from top to bottom: by priority, then those that expire first, free ones before bought ones.`,"grants.source":`Source`,"grants.left":`Left`,"grants.expires":`Expires`,"grants.status":`Status`,"grants.never":`Never`,"grants.none":`There are no credits yet.`,"grants.rolled":`Carried over from the period before`,"grants.only":`Only for {names}`,"grants.reserved":`{credits} set aside`,"grants.hidden":`Your role does not show where credits come from.`,"grant.plan":`Plan`,"grant.trial":`Trial`,"grant.legacy":`Legacy plan`,"grant.package":`Bought`,"grant.promotional":`Gift`,"grant.adjustment":`Adjustment`,"state.scheduled":`From {date}`,"state.open":`In use`,"state.used":`Used up`,"state.expired":`Expired`,"state.voided":`Voided`,"spent.title":`Usage`,"spent.by.day":`Day`,"spent.by.feature":`Feature`,"spent.by.member":`Member`,"spent.by.subaccount":`Subaccount`,"spent.by":`Group by`,"spent.table":`Show as a table`,"spent.chart":`Credits used in the last {days} days`,"spent.none":`No credits were used in the last {days} days.`,"spent.total":`Used in {days} days`,"spent.kinds":`What is left, by source`,"spent.forecast":`At the pace of the last {days} days ({rate} a day), the credits run out around {date}.`,"spent.forecast.renews":`At the pace of the last {days} days ({rate} a day), the credits last beyond {date}.`,"spent.forecast.expires":`At the pace of the last {days} days ({rate} a day), about {lost} credits expire unused, the last on {date}.`,"spent.uses":`Uses`,"spent.expires":`the first expire on {date}`,"spent.here":`Main account`,"agency.title":`Agency Options`,"agency.section":`Share your credits`,"agency.switch":`Allow subaccounts use your credits`,"agency.hint":`When this is on, all subaccounts draw on the agency's credits. They cannot buy credits themselves.`,"agency.saved":`Saved`,"agency.limits":`Spend limits`,"agency.limits.hint":`A limit holds per subaccount or member. Work that has begun is not stopped.`,"agency.limits.none":`No limits are set.`,"agency.subject":`For`,"agency.credits":`Credits`,"agency.per":`Per`,"agency.per.day":`day`,"agency.per.month":`month`,"agency.per.period":`billing period`,"agency.add":`Set limit`,"agency.remove":`Remove the limit of {subject}`,"agency.each.member":`Each member`,"agency.each.subaccount":`Each subaccount`,"agency.account":`The whole account`,"agency.used":`Used in {days} days`,"agency.limit":`Limit`,"agency.limit.none":`none`,"agency.limit.per":`{credits} per {per}`,"agency.named.subaccount":`Subaccount {name}`,"agency.one.member":`One member`,"agency.one.subaccount":`One subaccount`,"state.loading":`Loading`,"state.away":`The server cannot be reached. What is shown may be old.`,"state.failed":`This could not be loaded: {detail}`,"state.again":`Try again`,"state.hidden":`Your role does not show the balance.`,"state.ended":`Your session has ended. Load the page again to go on.`,"state.away.nothing":`The server cannot be reached now.`,"dialog.close":`Close`,"buy.title":`Get more credits`,"buy.packages":`Credit packages, paid once`,"buy.quantity":`How many`,"buy.fewer":`One fewer`,"buy.more":`One more`,"buy.sum":`{credits} together`,"buy.pay":`Payment`,"buy.pay.saved":`{brand} ending in {last4}`,"buy.pay.card":`New card`,"buy.pay.transfer":`Bank transfer`,"buy.pay.transfer.days":{one:`The credits come within {n} business day of your transfer.`,other:`The credits come within {n} business days of your transfer.`},"buy.net":`Price`,"buy.tax":`Tax, {rate} %`,"buy.reverse":`Tax: reverse charge`,"buy.total":`Total`,"buy.expires":`The credits last {span} after the payment.`,"buy.terms":`Terms of sale`,"buy.now":`Buy now`,"buy.none":`This account cannot buy packages now.`,"buy.plans":`Or choose a higher plan`,"buy.plan.credits":`{credits} each period`,"buy.upgrade":`Upgrade to {name}`,"buy.processing":`The payment is being made.`,"buy.waiting":`Finish the payment in the other window. This one goes on by itself.`,"buy.open":`Open the payment page`,"buy.cancel":`Cancel the order`,"buy.canceled":`The order was canceled.`,"buy.declined":`The bank declined the payment: {reason}.`,"buy.price_changed":`The price has changed meanwhile. Look at it again before you buy.`,"buy.transfer.placed":`The order is placed. Please transfer:`,"buy.bank.name":`To`,"buy.bank.iban":`IBAN`,"buy.bank.bic":`BIC`,"buy.bank.reference":`Reference`,"buy.bank.by":`Pay by`,"buy.done":`{credits} are yours.`,"buy.invoice":`The invoice comes by e-mail.`,"buy.continue":`Continue`,"buy.close":`Done`,"buy.away":`No answer came. Press again: the order is placed once.`,"buy.back":`Back`,"buy.need":`This needs {credits}; {available} are left.`,"buy.need.several":`{n} × {name} cover it.`,"buy.none.trial":`During the trial no credits can be bought. A plan brings its own.`,"buy.pay.card.hint":`On a secure page in a new window; the card is saved for next time.`,"buy.declined.next":`Nothing was charged. Try another card or a transfer.`,"buy.confirm":`Your bank wants you to confirm this payment. This window goes on by itself.`,"buy.confirm.open":`Confirm at your bank`,"buy.plans.only":`Plans`,"buy.preview":`Your credits with {name}`,"buy.preview.now":`Now`,"buy.preview.after":`Right after`,"buy.preview.all":`All`,"buy.preview.host":`The plan is paid in your account's own billing. Nothing is charged here.`,"buy.upgrade.go":`Continue to {name}`,"buy.bank.mailed":`The details also come by e-mail.`,"buy.declined.plain":`The bank declined the payment.`,"orders.title":`Orders and invoices`,"orders.none":`Nothing was bought yet.`,"orders.due":`Due on {date}`,"orders.refunded":`{credits} refunded`,"orders.pdf":`PDF`,"orders.pdf.of":`PDF of the invoice of order {id}`,"orders.send":`Send again`,"orders.send.of":`Send again the invoice of order {id}`,"orders.sent":`The invoice is on its way.`,"orders.what":`Order`,"orders.by":`Credits by {date}`,"orders.pay":`Pay`,"orders.cancel":`Cancel`,"orders.cancel.of":`Cancel the order {id}`,"order.pending":`Waiting for payment`,"order.awaiting_payment":`Waiting for your transfer`,"order.paid":`Paid`,"order.canceled":`Canceled`,"order.refunded":`Refunded`,"order.disputed":`Disputed`,"card.title":`Card`,"card.none":`No card is saved.`,"card.add":`Add a card`,"card.replace":`Replace the card`,"card.remove":`Remove the card`,"card.declined":`Its last payment was declined.`,"card.keep":`Keep it`,"card.remove.sure":`Auto top-up goes off with it, and the next purchase asks for a card again.`,"topup.title":`Auto top-up`,"topup.hint":`Buys a package with the saved card whenever few credits are left.`,"topup.on":`Below {threshold} credits: {name}, at most {max} a month.`,"topup.off":`Switch off`,"topup.threshold":`When fewer credits than`,"topup.package":`Buy`,"topup.max":`At most a month`,"topup.set":`Switch on`,"topup.card":`Add a card first.`},ft={en:dt,de:ut,pl:{"usage.title":`Moje użycie`,"usage.monthly":`Kredyty miesięczne`,"usage.extra":`Kredyty dodatkowe`,"usage.of":`{available} z {granted}`,"usage.renews":`Odnowienie {date}`,"usage.ends":`Okres próbny kończy się {date}`,"usage.expires":`{credits} wygaśnie {date}`,"usage.reserved":`{credits} odłożono na trwającą pracę`,"usage.owed":`{credits} zaległości: najpierw pokryją je następne kredyty`,"usage.shared":`Udostępnia {account}`,"usage.buy":`Kup dodatkowe kredyty`,"usage.who":`Kto co może`,"usage.may.use":`Używać kredytów`,"usage.may.buy":`Kupować kredyty`,"usage.may.share":`Udostępniać kredyty subkontom`,"usage.progress":`Zostało {available} z {granted} kredytów miesięcznych`,"usage.canceling":`Kończy się {date}`,"usage.credits":`Kredyty`,"usage.legacy":`Te kredyty się nie odnawiają.`,"usage.trial":`W okresie próbnym nie można kupować kredytów.`,"usage.plans":`Zobacz plany`,credits:{one:`{n} kredyt`,few:`{n} kredyty`,many:`{n} kredytów`,other:`{n} kredytu`},"credits.left":{one:`Został {n} kredyt`,few:`Zostały {n} kredyty`,many:`Zostało {n} kredytów`,other:`Zostało {n} kredytu`},"cost.free":`Bezpłatnie`,"cost.about":`Około {credits}`,"cost.ceiling":`najwyżej {credits}`,"cost.after":`potem zostanie {credits}`,"cost.included":`W Twoim planie`,"counter.label":`{left}. Zdobądź więcej kredytów`,"reason.insufficient_credits":`Za mało kredytów: dostępne {credits}.`,"reason.role_not_allowed":`Twoja rola tego nie obejmuje.`,"reason.sharing_disabled":`Twoja agencja nie udostępnia kredytów subkontom.`,"reason.plan_lacks_feature":`Twój plan nie zawiera tej funkcji.`,"reason.account_ended":`Subskrypcja się skończyła.`,"reason.spend_limit_reached":`Osiągnięto limit wydatków.`,"reason.spend_limit_reached.member":`Osiągnięto Twój limit wydatków.`,"reason.spend_limit_reached.subaccount":`Osiągnięto limit wydatków tego subkonta.`,"reason.spend_limit_reached.account":`Osiągnięto limit wydatków konta.`,"reason.other":`Teraz to niemożliwe.`,"reason.limit.again":`Odnowi się sam; może go podnieść osoba zarządzająca członkami.`,"who.can":`Może to zrobić {names}.`,"who.nobody":`Zapytaj osobę, która prowadzi Twoje konto.`,"who.buy":`Więcej może zdobyć {names}.`,"who.share":`Włączyć lub wyłączyć może {names}.`,"plans.have":{one:`Jest w planie {names}.`,few:`Jest w planach {names}.`,many:`Jest w planach {names}.`,other:`Jest w planach {names}.`},"plans.in":{one:`W planie {names}`,other:`W planach {names}`},"button.changed":`Koszt zmienił się z {from} na {to} kredytów. Naciśnij ponownie, aby użyć.`,"declined.insufficient_funds":`za mało środków na koncie`,"declined.expired_card":`karta straciła ważność`,"declined.lost_card":`karta została zgłoszona jako zgubiona`,"declined.stolen_card":`karta została zgłoszona jako skradziona`,"declined.incorrect_cvc":`błędny kod zabezpieczający`,"declined.processing_error":`błąd podczas przetwarzania`,"declined.authentication_required":`wymaga potwierdzenia`,"features.paid":`Funkcje wymagające kredytów`,"features.free":`Funkcje dostępne bez kredytów`,"features.gated":`Funkcje bez kredytów, wymagające wyższego planu`,"features.included":`W planie`,"history.title":`Historia`,"history.caption":`Każdy ruch kredytów, od najnowszego`,"history.time":`Czas`,"history.what":`Co się stało`,"history.who":`Kto`,"history.credits":`Kredyty`,"history.left":`Potem dostępne`,"history.from":`Od`,"history.to":`Do`,"history.kind":`Rodzaj`,"history.feature":`Funkcja`,"history.member":`Członek`,"history.subaccount":`Subkonto`,"history.all":`Wszystkie`,"history.more":`Pokaż więcej`,"history.csv":`Pobierz CSV`,"history.none":`Jeszcze nic tu nie ma. Każde użycie, zakup i odnowienie będzie osobnym wierszem.`,"history.none.filter":`Żaden wiersz nie pasuje do filtrów.`,"history.product":`produkt`,"history.clock":`samoczynnie`,"history.filters":`Filtry`,"history.movements":`Ruchy kredytów`,"history.everything":`Wszystko`,"history.quantity":`Ilość`,"history.price":`Cena`,"history.from_grant":`Z: {kind}`,"history.back":`Zwrócono`,"history.back.expired":`z czego {credits} już wygasło`,"history.reason":`Powód`,"history.of":`Dotyczy`,"history.prices":`Wycena`,"history.version":`cennik {version}`,"history.line":`Wiersz {n}`,"kind.grant":`Przyznano kredyty`,"kind.expire":`Wygasły`,"kind.void":`Unieważniono`,"kind.roll":`Przeniesiono`,"kind.spend":`Użycie`,"kind.reserve":`Odłożono`,"kind.settle":`Rozliczono użycie`,"kind.release":`Zwolniono`,"kind.reverse":`Zwrócono`,"kind.claw":`Cofnięto`,"kind.reinstate":`Przywrócono`,"kind.order":`Zamówienie`,"kind.account":`Konto`,"kind.notice":`Powiadomienie`,"grants.title":`Kredyty według źródła`,"grants.order":`Kredyty zużywają się od góry do dołu: według priorytetu, potem te, które wygasają pierwsze, bezpłatne przed kupionymi.`,"grants.source":`Źródło`,"grants.left":`Zostało`,"grants.expires":`Wygasa`,"grants.status":`Stan`,"grants.never":`Nigdy`,"grants.none":`Nie ma jeszcze kredytów.`,"grants.rolled":`Przeniesione z poprzedniego okresu`,"grants.only":`Tylko dla: {names}`,"grants.reserved":`{credits} zarezerwowano`,"grants.hidden":`Twoja rola nie pokazuje, skąd pochodzą kredyty.`,"grant.plan":`Plan`,"grant.trial":`Okres próbny`,"grant.legacy":`Dawny plan`,"grant.package":`Kupione`,"grant.promotional":`Prezent`,"grant.adjustment":`Korekta`,"state.scheduled":`Od {date}`,"state.open":`W użyciu`,"state.used":`Zużyte`,"state.expired":`Wygasłe`,"state.voided":`Unieważnione`,"spent.title":`Użycie`,"spent.by.day":`Dzień`,"spent.by.feature":`Funkcja`,"spent.by.member":`Członek`,"spent.by.subaccount":`Subkonto`,"spent.by":`Grupuj według`,"spent.table":`Pokaż jako tabelę`,"spent.chart":`Kredyty zużyte w ciągu ostatnich {days} dni`,"spent.none":`W ciągu ostatnich {days} dni nie zużyto kredytów.`,"spent.total":`Zużyto w {days} dni`,"spent.kinds":`Co zostało, według źródła`,"spent.forecast":`W tempie ostatnich {days} dni ({rate} dziennie) kredyty skończą się około {date}.`,"spent.forecast.renews":`W tempie ostatnich {days} dni ({rate} dziennie) kredytów wystarczy dłużej niż do {date}.`,"spent.forecast.expires":`W tempie ostatnich {days} dni ({rate} dziennie) około {lost} kredytów wygaśnie niewykorzystanych, ostatnie {date}.`,"spent.uses":`Użycia`,"spent.expires":`pierwsze wygasają {date}`,"spent.here":`Konto główne`,"agency.title":`Opcje agencji`,"agency.section":`Udostępnij kredyty`,"agency.switch":`Zezwól subkontom używać Twoich kredytów`,"agency.hint":`Gdy to włączysz, wszystkie subkonta korzystają z kredytów agencji. Same nie mogą ich kupować.`,"agency.saved":`Zapisano`,"agency.limits":`Limity wydatków`,"agency.limits.hint":`Limit obowiązuje subkonto lub członka. Rozpoczęta praca nie zostanie przerwana.`,"agency.limits.none":`Nie ustawiono limitów.`,"agency.subject":`Dla`,"agency.credits":`Kredyty`,"agency.per":`Na`,"agency.per.day":`dzień`,"agency.per.month":`miesiąc`,"agency.per.period":`okres rozliczeniowy`,"agency.add":`Ustaw limit`,"agency.remove":`Usuń limit: {subject}`,"agency.each.member":`Każdy członek`,"agency.each.subaccount":`Każde subkonto`,"agency.account":`Całe konto`,"agency.used":`W {days} dni`,"agency.limit":`Limit`,"agency.limit.none":`brak`,"agency.limit.per":`{credits} na {per}`,"agency.named.subaccount":`Subkonto {name}`,"agency.one.member":`Jeden członek zespołu`,"agency.one.subaccount":`Jedno subkonto`,"state.loading":`Wczytywanie`,"state.away":`Nie można połączyć się z serwerem. Dane mogą być nieaktualne.`,"state.failed":`Nie udało się wczytać: {detail}`,"state.again":`Spróbuj ponownie`,"state.hidden":`Twoja rola nie pokazuje salda.`,"state.ended":`Sesja wygasła. Wczytaj stronę ponownie.`,"state.away.nothing":`Serwer jest teraz nieosiągalny.`,"dialog.close":`Zamknij`,"buy.title":`Więcej kredytów`,"buy.packages":`Pakiety kredytów, płatne raz`,"buy.quantity":`Ile`,"buy.fewer":`O jeden mniej`,"buy.more":`O jeden więcej`,"buy.sum":`razem {credits}`,"buy.pay":`Płatność`,"buy.pay.saved":`{brand}, końcówka {last4}`,"buy.pay.card":`Nowa karta`,"buy.pay.transfer":`Przelew bankowy`,"buy.pay.transfer.days":{one:`Kredyty pojawią się w ciągu {n} dnia roboczego od przelewu.`,other:`Kredyty pojawią się w ciągu {n} dni roboczych od przelewu.`},"buy.net":`Cena`,"buy.tax":`Podatek, {rate} %`,"buy.reverse":`Podatek: odwrotne obciążenie`,"buy.total":`Razem`,"buy.expires":`Kredyty są ważne {span} od zapłaty.`,"buy.terms":`Warunki sprzedaży`,"buy.now":`Kup teraz`,"buy.none":`To konto nie może teraz kupować pakietów.`,"buy.plans":`Albo wybierz wyższy plan`,"buy.plan.credits":`{credits} w każdym okresie`,"buy.upgrade":`Przejdź na {name}`,"buy.processing":`Płatność w toku.`,"buy.waiting":`Dokończ płatność w drugim oknie. To okno przejdzie dalej samo.`,"buy.open":`Otwórz stronę płatności`,"buy.cancel":`Anuluj zamówienie`,"buy.canceled":`Zamówienie anulowano.`,"buy.declined":`Bank odrzucił płatność: {reason}.`,"buy.price_changed":`Cena się zmieniła. Sprawdź ją jeszcze raz przed zakupem.`,"buy.transfer.placed":`Zamówienie złożono. Prosimy o przelew:`,"buy.bank.name":`Odbiorca`,"buy.bank.iban":`IBAN`,"buy.bank.bic":`BIC`,"buy.bank.reference":`Tytuł przelewu`,"buy.bank.by":`Zapłać do`,"buy.done":`Masz już {credits}.`,"buy.invoice":`Faktura przyjdzie e-mailem.`,"buy.continue":`Dalej`,"buy.close":`Gotowe`,"buy.away":`Brak odpowiedzi. Naciśnij ponownie: zamówienie zostanie złożone tylko raz.`,"buy.back":`Wstecz`,"buy.need":`Do tego potrzeba: {credits}; zostało {available}.`,"buy.need.several":`Wystarczy {n} × {name}.`,"buy.none.trial":`W okresie próbnym nie można kupować kredytów. Plan zawiera własne.`,"buy.pay.card.hint":`Na bezpiecznej stronie w nowym oknie; karta zostanie zapisana na przyszłość.`,"buy.declined.next":`Nic nie pobrano. Spróbuj innej karty lub przelewu.`,"buy.confirm":`Bank prosi o potwierdzenie płatności. To okno przejdzie dalej samo.`,"buy.confirm.open":`Potwierdź w banku`,"buy.plans.only":`Plany`,"buy.preview":`Kredyty w planie {name}`,"buy.preview.now":`Teraz`,"buy.preview.after":`Zaraz po`,"buy.preview.all":`Razem`,"buy.preview.host":`Za plan płaci się w rozliczeniach konta. Tutaj nic nie jest pobierane.`,"buy.upgrade.go":`Przejdź do {name}`,"buy.bank.mailed":`Dane przyjdą też e-mailem.`,"buy.declined.plain":`Bank odrzucił płatność.`,"orders.title":`Zamówienia i faktury`,"orders.none":`Nic jeszcze nie kupiono.`,"orders.due":`Termin: {date}`,"orders.refunded":`Zwrócono {credits}`,"orders.pdf":`PDF`,"orders.pdf.of":`PDF faktury zamówienia {id}`,"orders.send":`Wyślij ponownie`,"orders.send.of":`Wyślij ponownie fakturę zamówienia {id}`,"orders.sent":`Faktura jest w drodze.`,"orders.what":`Zamówienie`,"orders.by":`Kredyty do {date}`,"orders.pay":`Zapłać`,"orders.cancel":`Anuluj`,"orders.cancel.of":`Anuluj zamówienie {id}`,"order.pending":`Czeka na płatność`,"order.awaiting_payment":`Czeka na przelew`,"order.paid":`Opłacone`,"order.canceled":`Anulowane`,"order.refunded":`Zwrócone`,"order.disputed":`Sporne`,"card.title":`Karta`,"card.none":`Nie zapisano karty.`,"card.add":`Dodaj kartę`,"card.replace":`Zmień kartę`,"card.remove":`Usuń kartę`,"card.declined":`Ostatnia płatność została odrzucona.`,"card.keep":`Zachowaj`,"card.remove.sure":`Wyłączy to też automatyczne doładowanie, a następny zakup znów zapyta o kartę.`,"topup.title":`Automatyczne doładowanie`,"topup.hint":`Kupuje pakiet zapisaną kartą, gdy zostaje mało kredytów.`,"topup.on":`Poniżej {threshold} kredytów: {name}, najwyżej {max} miesięcznie.`,"topup.off":`Wyłącz`,"topup.threshold":`Gdy kredytów mniej niż`,"topup.package":`Kup`,"topup.max":`Najwyżej miesięcznie`,"topup.set":`Włącz`,"topup.card":`Najpierw dodaj kartę.`}};Object.keys(ft);var pt=class{locale;#e;#t;#n;constructor(e){this.locale=ht(e),this.#e=ft[this.locale.slice(0,2)]??dt}say(e,t={}){let n=this.#e[e];return(typeof n==`string`?n:n[(this.#t??=new Intl.PluralRules(this.locale)).select(Number(t.n??0))]??n.other).replace(/\{(\w+)\}/g,(e,n)=>{let r=t[n];return r===void 0?e:typeof r==`number`?this.number(r):r})}has(e){return e in dt}number(e){return(this.#n??=new Intl.NumberFormat(this.locale,{maximumFractionDigits:3})).format(e)}credits(e){return this.say(`credits`,{n:e})}date(e){return new Intl.DateTimeFormat(this.locale,{dateStyle:`medium`}).format(new Date(e))}time(e){return new Intl.DateTimeFormat(this.locale,{dateStyle:`medium`,timeStyle:`short`}).format(new Date(e))}day(e){return new Intl.DateTimeFormat(this.locale,{day:`numeric`,month:`short`}).format(e)}money(e){let t=new Intl.NumberFormat(this.locale,{style:`currency`,currency:e.currency}),n=t.resolvedOptions().maximumFractionDigits??2;return t.format(e.amount/10**n)}span(e){let t={Y:`year`,M:`month`,W:`week`,D:`day`,H:`hour`},n=[...e.matchAll(/(\d+)([YMWDH])/g)].map(([,e,n])=>new Intl.NumberFormat(this.locale,{style:`unit`,unitDisplay:`long`,unit:t[n]}).format(Number(e)));return n.length===0?e:new Intl.ListFormat(this.locale,{type:`unit`}).format(n)}list(e){return new Intl.ListFormat(this.locale,{type:`disjunction`}).format(e)}};function mt(e){let t=e.replace(/[-_.]+/g,` `).trim();return t.charAt(0).toUpperCase()+t.slice(1)}function ht(e){try{let t=new Intl.Locale(e);return t.language in ft?t.toString():`en`}catch{return`en`}}var gt={"nav.group.customers":`Kunden`,"nav.group.product":`Produkt`,"nav.group.messages":`Nachrichten`,"nav.group.system":`System`,"nav.accounts":`Konten`,"nav.transfers":`Überweisungen`,"nav.orders":`Bestellungen und Erstattungen`,"nav.disputes":`Reklamationen`,"nav.catalog":`Katalog`,"nav.reports":`Berichte`,"nav.webhooks":`Webhooks`,"nav.events":`Ereignisse`,"nav.mails":`Postausgang`,"nav.keys":`API-Schlüssel`,"nav.staff":`Team`,"nav.audit":`Protokoll`,"nav.ledger":`Prüfung des Hauptbuchs`,"nav.health":`Zustand`,"shell.skip":`Zum Inhalt springen`,"shell.menu":`Menü`,"shell.find":`Suchen oder öffnen`,"shell.rooms":`Konsole`,"shell.language":`Sprache`,"shell.slash":`Die Taste / öffnet die Suche`,"shell.password":`Ihre Anmeldung`,"shell.out":`Abmelden`,"shell.still":`Sie sind noch angemeldet: Der Server hat nicht geantwortet. Versuchen Sie es noch einmal.`,"shell.closed":`Diese Seite ist für die Rolle {role} und höhere. Fragen Sie eine Person mit der Rolle Admin, wenn Sie sie brauchen.`,"shell.lost":`Diese Seite gibt es nicht`,"shell.lost.says":`Die Adresse stammt vielleicht aus einer älteren Version. Weiter mit`,"problem.away":`Der Server hat nicht geantwortet. Ob sich etwas geändert hat, ist nicht bekannt; Sie können es noch einmal versuchen.`,"problem.role":`Ihre Rolle erlaubt das nicht.`,"problem.role.who":`Ihre Rolle erlaubt das nicht. {names} kann es tun.`,"sign.title":`Scrip-Konsole`,"sign.says":`Melden Sie sich an, um Konten zu betreuen.`,"sign.over":`Ihre Sitzung ist zu Ende. Melden Sie sich wieder an und machen Sie dort weiter, wo Sie waren.`,"sign.email":`E-Mail`,"sign.password":`Passwort`,"sign.in":`Anmelden`,"sign.wrong":`E-Mail oder Passwort stimmt nicht.`,"sign.tries":`Es waren zu viele Versuche. Warten Sie einige Minuten.`,"call.show":`Als API-Aufruf zeigen`,"call.curl":`Der Aufruf für eine Shell`,"call.copy":`Als curl kopieren`,"call.copied":`Kopiert.`,"calls.title":`API-Aufrufe`,"calls.says":`Was diese Seite den Server gefragt hat, das Neueste zuerst. Mit Ihrem eigenen Schlüssel in SCRIP_KEY tun Sie dasselbe in einer Shell.`,"calls.deeds":`Nur Aufrufe, die etwas ändern`,"calls.none":`Noch kein Aufruf.`,"calls.silent":`keine Antwort`,"calls.close":`Schließen`,"find.title":`Konten und Seiten suchen`,"find.hint":`Konto, Bestellung, Seite …`,"find.hits":`Treffer`,"find.none":`Nichts trägt das im Namen.`,"find.keys":`Pfeiltasten wählen, Enter öffnet, Esc schließt.`,"find.order":`Bestellung`,"find.room":`Seite`,"find.account":`Konto`,"act.leave":`Abbrechen`,"act.optional":`(freiwillig)`,"act.effect":`Was geschehen wird`,"act.also":`Wirkung`,"act.then":`wird zu`,"act.reason":`Grund`,"act.once":`Das wird nur einmal gezeigt. Legen Sie es sicher ab, bevor Sie schließen.`,"act.copy":`Kopieren`,"act.kept":`Ich habe es abgelegt`,"word.on":`An`,"word.off":`Aus`,"by.clock":`von selbst`,"by.product":`das Produkt`,"by.member":`ein Mitglied`,"by.operator":`ein Operator`,"accounts.q":`Nach ID suchen`,"accounts.none":`Es gibt noch kein Konto. Das Produkt legt sie mit POST /v1/accounts an, wenn ein Kunde sich anmeldet.`,"accounts.none.filter":`Kein Konto passt. Bei IDs genügt ein beliebiger Teil.`,"accounts.all":`Alle Konten zeigen`,"account.one":`Konto`,"account.id":`ID`,"account.name":`Name`,"account.plan":`Tarif`,"account.state":`Zustand`,"account.role":`Rolle`,"account.of":`von`,"account.paused":`Pausiert`,"account.period.end":`Zeitraum endet`,"account.sections":`Teile des Kontos`,"account.overview":`Überblick`,"account.entries":`Buchungen`,"account.grants":`Gutschriften`,"account.members":`Mitglieder`,"account.limits":`Limits`,"account.orders":`Bestellungen`,"account.messages":`Mails und Ereignisse`,"account.kind.business":`Unternehmen`,"account.kind.agency":`Agentur`,"account.kind.subaccount":`Unterkonto`,"account.state.trial":`Testphase`,"account.state.active":`Aktiv`,"account.state.canceling":`Gekündigt`,"account.state.ended":`Beendet`,"account.grants.none":`Dieses Konto hat noch keine Gutschrift.`,"account.grants.place":`Reihe`,"account.grants.granted":`Gutgeschrieben`,"account.grants.spent":`Verbraucht`,"account.grants.gone":`Weg`,"account.grants.only":`Nur für {names}`,"account.members.none":`In diesem Konto ist noch niemand. Das Produkt fügt Mitglieder mit PUT …/members/{id} hinzu.`,"account.orders.list":`Bestellungen`,"overview.next":`Was als Nächstes kommt`,"overview.billing":`Rechnungsdaten`,"overview.available":`Verfügbar`,"overview.of":`von {granted} in diesem Zeitraum`,"overview.reserved":`Zurückgelegt`,"overview.owed":`Offen`,"overview.scoped":`Nur für`,"overview.trial":`Testphase endet`,"overview.period":`Zeitraum`,"overview.allowance":`Kontingent`,"overview.scheduled":`Vorgemerkt`,"overview.change":`{plan} ab {date}`,"overview.zone":`Zeitzone`,"overview.overdraft":`Darf offen haben`,"overview.clock":`Testuhr`,"overview.address":`Anschrift`,"overview.country":`Land`,"overview.tax":`Steuernummer`,"overview.verified":`geprüft`,"overview.unverified":`nicht geprüft`,"overview.card":`Karte`,"overview.card.none":`Keine gespeichert`,"overview.declined":`abgelehnt`,"overview.reservations":`Offene Reservierungen`,"overview.subaccounts":`Unterkonten`,"overview.subaccounts.none":`Diese Agentur hat noch kein Unterkonto.`,"entries.span":`Zeit`,"entries.days":{one:`Heute`,other:`Letzte {n} Tage`},"entries.quantity":`Menge`,"entries.from":`Aus {kind}`,"entries.back":`Zurück an`,"entries.expired":`{credits} verfielen sofort`,"entries.grant":`Gutschrift`,"entries.spend":`Verbrauch`,"entries.notes":`Notizen des Produkts`,"entries.line":`Zeile`,"entries.version":`Katalogversion {version}`,"entries.price":`{quantity} × {item} zu {rate}`,"entries.price.per":`{quantity} {item} zu {rate} je {per}`,"entries.cost":`Kosten`,"entries.rounded":`Kosten, einmal aufgerundet`,"entries.bound.min":`Kosten: das Mindeste für eine Nutzung`,"entries.bound.max":`Kosten: das Höchste für eine Nutzung`,"entries.set":`Zurückgelegt`,"entries.other":`Genommen: so wollte es ein Angebot, ein Limit oder das Produkt`,"entries.stated":`Das Produkt hat diese Kosten selbst angegeben.`,"usage.left":`Verfügbar für {account}`,"effect.owed":`Offen`,"effect.grant":`Von dieser Gutschrift übrig`,"give.open":`Credits geben`,"give.title":`{account} Credits geben`,"give.says":`Eine eigene Gutschrift, auf die sich jede Zeile zurückführen lässt.`,"give.reason":`Die Mitglieder des Kontos können ihn in ihrem Verlauf lesen.`,"give.days":{one:`In {n} Tag`,other:`In {n} Tagen`},"give.year":`In einem Jahr`,"give.button":`Credits geben`,"give.told":`{account} hat {credits} mehr.`,"take.open":`Zurücknehmen`,"take.title":`Credits zurücknehmen: {grant}`,"take.says":`Genommen wird nur, was verfügbar ist, nie Verbrauchtes oder Zurückgelegtes.`,"take.closed":`Die Gutschrift ist geschlossen: Was eine laufende Nutzung später zurückgibt, wird auch genommen.`,"take.button":`Zurücknehmen`,"take.told":`{credits} von {account} zurückgenommen.`,"agency.set":`Limit speichern`,"limit.add":`Limit hinzufügen`,"limit.title":`Neues Limit in {account}`,"limit.change":`Limit in {account} ändern`,"limit.subject":`member:ada, member:*, subaccount:shop, subaccount:* oder account`,"limit.none":`kein Limit`,"limit.figure":`{credits}, {per}`,"limit.of":`Limit für {subject}`,"limit.told":`Das Limit für {subject} gilt ab jetzt.`,"limit.edit":`Ändern`,"limit.remove":`Limit für {subject} entfernen`,"limit.remove.button":`Entfernen`,"limit.removed":`Für {subject} gilt kein Limit mehr.`,"support.open":`Als Support ansehen`,"support.title":`{account} wie ein Mitglied ansehen`,"support.says":`Sie sehen eine halbe Stunde lang dieselben Seiten wie das Mitglied.`,"support.reason":`Etwa eine Ticketnummer. Das Protokoll bewahrt ihn auf.`,"support.button":`Konto ansehen`,"support.readonly":`Nichts kann gekauft, genutzt oder geändert werden: Der Server lehnt es ab.`,"support.audited":`Ihr Name, das Mitglied und der Grund stehen im Protokoll.`,"support.told":`Sie sehen, was {member} sieht.`,"support.nobody":`Dieses Konto hat keine Mitglieder, also niemanden, als der man es ansehen könnte.`,"support.as":`Als {member} in {account}`,"support.banner":`Nur lesen bis {time}. Grund: {reason}`,"support.over":`Diese Ansicht ist beendet. Beginnen Sie sie mit einem Grund neu.`,"support.back":`Zurück zum Konto`,"support.end":`Ansicht beenden`,"transfers.says":`Bestellungen, deren Geld auf dem Kontoauszug fehlt, die zuerst versprochene oben.`,"transfers.none":`Es wird auf keine Überweisung gewartet. Neue erscheinen hier, wenn jemand per Überweisung bestellt.`,"transfers.due":`Credits versprochen`,"transfers.late":`überfällig, {when}`,"transfers.unseen":`noch nicht gemeldet`,"transfers.reference":`Verwendungszweck`,"transfers.until":`Storniert, wenn nicht bezahlt bis`,"confirm.open":`Bestätigen`,"confirm.title":`{total} von {account} bestätigen`,"confirm.says":`Auf dem Auszug sollte {reference} stehen.`,"confirm.says.plain":`Das Geld muss auf dem Kontoauszug stehen.`,"confirm.reference":`Zeile des Auszugs`,"confirm.reference.hint":`Damit die Zahlung wiederzufinden ist, etwa „12. März, Nr. 7“.`,"confirm.invoice":`Die Rechnung erhält die nächste Nummer und wird mit der Nachricht über den Zahlungseingang verschickt.`,"confirm.button":`Zahlung bestätigen`,"confirm.told":`{account} hat {credits} erhalten.`,"reject.open":`Ablehnen`,"reject.title":`{order} ablehnen`,"reject.says":`Kommt das Geld später doch, wird die Bestellung trotzdem bezahlt.`,"reject.reason":`Er steht in der Mail an den Käufer.`,"reject.effect":`{credits} für {account} entfallen; der Käufer erfährt es per Mail.`,"reject.button":`Bestellung ablehnen`,"reject.told":`{order} ist storniert.`,"report.open":`Unterwegs`,"report.title":`Die Überweisung zu {order} ist unterwegs`,"report.effect":`Die Zusage von zwei Werktagen (oder was der Katalog sagt) zählt ab jetzt.`,"report.button":`Ab jetzt zählen`,"report.told":`Credits versprochen bis {when}.`,"order.one":`Bestellung`,"order.status":`Stand`,"order.status.pending":`Offen`,"order.status.awaiting_payment":`Wartet auf Zahlung`,"order.status.paid":`Bezahlt`,"order.status.canceled":`Storniert`,"order.status.refunded":`Erstattet`,"order.status.disputed":`Reklamiert`,"order.partly":`teils erstattet`,"order.package":`Paket`,"order.total":`Betrag`,"order.tax":`Steuer`,"order.taxed":`{net} + {tax} Steuer ({rate} %)`,"order.how":`Zahlungsart`,"order.auto":`automatische Aufladung`,"order.placed":`Bestellt`,"order.paid":`Bezahlt`,"order.for":`Für`,"order.unspent":`Davon unverbraucht`,"order.refunded":`Erstattete Credits`,"order.refund":`Erstattung`,"order.dispute":`Reklamation`,"order.story":`Was geschah`,"orders.none":`Keine Bestellung passt. Bestellungen erscheinen, wenn jemand ein Paket kauft.`,"orders.none.account":`Dieses Konto hat noch nichts gekauft.`,"pay.saved":`gespeicherte Karte`,"pay.card":`Karte`,"pay.transfer":`Überweisung`,"refund.open":`Erstatten`,"refund.title":`{order} erstatten`,"refund.says":{one:`{n} Credit davon ist unverbraucht und kann zurückgehen.`,other:`{n} Credits davon sind unverbraucht und können zurückgehen.`},"refund.credits":`Zu erstattende Credits`,"refund.most":`Höchstens {n}: Verbrauchtes bleibt bezahlt.`,"refund.money":`Geld zurück, mit Steuer`,"refund.grant":`Von den Credits der Bestellung übrig`,"refund.note":`Eine Rechnungskorrektur erhält die nächste Nummer und wird verschickt.`,"refund.card":`Das Geld geht auf die Karte zurück. Lehnt der Zahlungsdienst ab, kommen die Credits genau so wieder.`,"refund.transfer":`Überweisen Sie das Geld selbst zurück: Scrip bucht es nur.`,"refund.button":`Erstatten`,"refund.told":`Von {order} sind insgesamt {credits} erstattet.`,"refund.pending":`unterwegs`,"refund.succeeded":`erledigt`,"refund.failed":`gescheitert`,"disputes.says":`Was Banken der Käufer zurückholten oder es versuchen. Solange eine offen ist, wird nichts erstattet.`,"disputes.none":`Keine Reklamation. Gut so.`,"disputes.taken":`Zurückgeholte Credits`,"disputes.share":`{credits} von {share}`,"dispute.open":`Offen`,"dispute.won":`Gewonnen`,"dispute.lost":`Verloren`,"invoices.title":`Rechnungen und Rechnungskorrekturen`,"invoices.none":`Noch keine Rechnung. Die erste kommt mit der ersten Zahlung.`,"invoice.number":`Nummer`,"invoice.issued":`Ausgestellt`,"invoice.invoice":`Rechnung`,"invoice.credit_note":`Rechnungskorrektur`,"paper.again":`Noch einmal senden`,"paper.title":`{number} noch einmal senden`,"paper.effect":`Dasselbe Dokument geht noch einmal an die Rechnungsadresse.`},_t={"nav.group.customers":`Customers`,"nav.group.product":`Product`,"nav.group.messages":`Messages`,"nav.group.system":`System`,"nav.accounts":`Accounts`,"nav.transfers":`Bank transfers`,"nav.orders":`Orders and refunds`,"nav.disputes":`Disputes`,"nav.catalog":`Catalog`,"nav.reports":`Reports`,"nav.webhooks":`Webhooks`,"nav.events":`Events`,"nav.mails":`Mail outbox`,"nav.keys":`API keys`,"nav.staff":`Staff`,"nav.audit":`Audit trail`,"nav.ledger":`Ledger check`,"nav.health":`Health`,"shell.skip":`Skip to the content`,"shell.menu":`Menu`,"shell.find":`Search or go to`,"shell.rooms":`Console`,"shell.language":`Language`,"shell.slash":`The key / opens the search`,"shell.password":`Your sign-in`,"shell.out":`Sign out`,"shell.still":`You are still signed in: the server did not answer. Try again.`,"shell.closed":`This page is for the role {role} and above. Ask an admin if you need it.`,"shell.lost":`There is no such page`,"shell.lost.says":`The address may be from an older version. Go on with`,"problem.away":`The server did not answer. Nothing is known to have changed; you can try again.`,"problem.role":`Your role does not allow this.`,"problem.role.who":`Your role does not allow this. {names} can do it.`,"sign.title":`Scrip console`,"sign.says":`Sign in to look after accounts.`,"sign.over":`Your session has ended. Sign in again and go on where you were.`,"sign.email":`E-mail`,"sign.password":`Password`,"sign.in":`Sign in`,"sign.wrong":`The e-mail or the password is not right.`,"sign.tries":`There were too many tries. Wait a few minutes.`,"call.show":`Show as an API call`,"call.curl":`The call for a shell`,"call.copy":`Copy as curl`,"call.copied":`Copied.`,"calls.title":`API calls`,"calls.says":`What this page has asked the server for, the newest first. Put your own key into SCRIP_KEY to do the same from a shell.`,"calls.deeds":`Only calls that change something`,"calls.none":`No call yet.`,"calls.silent":`no answer`,"calls.close":`Close`,"find.title":`Search accounts and pages`,"find.hint":`Account, order, page …`,"find.hits":`Results`,"find.none":`Nothing has this in its name.`,"find.keys":`Arrow keys choose, Enter opens, Esc closes.`,"find.order":`Order`,"find.room":`Page`,"find.account":`Account`,"act.leave":`Cancel`,"act.optional":`(optional)`,"act.effect":`What will happen`,"act.also":`Effect`,"act.then":`becomes`,"act.reason":`Reason`,"act.once":`This is shown once and never again. Put it where it belongs before you close.`,"act.copy":`Copy`,"act.kept":`I have kept it`,"word.on":`On`,"word.off":`Off`,"by.clock":`by itself`,"by.product":`the product`,"by.member":`a member`,"by.operator":`an operator`,"accounts.q":`Search by id`,"accounts.none":`There is no account yet. The product makes them with POST /v1/accounts when a customer signs up.`,"accounts.none.filter":`No account fits. Ids are matched by any part of them.`,"accounts.all":`Show all accounts`,"account.one":`Account`,"account.id":`Id`,"account.name":`Name`,"account.plan":`Plan`,"account.state":`State`,"account.role":`Role`,"account.of":`of`,"account.paused":`Paused`,"account.period.end":`Period ends`,"account.sections":`Parts of the account`,"account.overview":`Overview`,"account.entries":`Entries`,"account.grants":`Grants`,"account.members":`Members`,"account.limits":`Limits`,"account.orders":`Orders`,"account.messages":`Mail and events`,"account.kind.business":`Business`,"account.kind.agency":`Agency`,"account.kind.subaccount":`Subaccount`,"account.state.trial":`Trial`,"account.state.active":`Active`,"account.state.canceling":`Canceling`,"account.state.ended":`Ended`,"account.grants.none":`This account has no grant yet.`,"account.grants.place":`Order`,"account.grants.granted":`Granted`,"account.grants.spent":`Spent`,"account.grants.gone":`Gone`,"account.grants.only":`Only for {names}`,"account.members.none":`Nobody is in this account yet. The product adds members with PUT …/members/{id}.`,"account.orders.list":`Orders`,"overview.next":`What comes next`,"overview.billing":`Billing`,"overview.available":`Available`,"overview.of":`of {granted} this period`,"overview.reserved":`Reserved`,"overview.owed":`Owed`,"overview.scoped":`Only for`,"overview.trial":`Trial ends`,"overview.period":`Period`,"overview.allowance":`Allowance`,"overview.scheduled":`Scheduled`,"overview.change":`{plan} from {date}`,"overview.zone":`Time zone`,"overview.overdraft":`May owe up to`,"overview.clock":`Test clock`,"overview.address":`Address`,"overview.country":`Country`,"overview.tax":`Tax id`,"overview.verified":`verified`,"overview.unverified":`not verified`,"overview.card":`Card`,"overview.card.none":`None saved`,"overview.declined":`declined`,"overview.reservations":`Open reservations`,"overview.subaccounts":`Subaccounts`,"overview.subaccounts.none":`This agency has no subaccount yet.`,"entries.span":`Time`,"entries.days":{one:`Today`,other:`Last {n} days`},"entries.quantity":`Quantity`,"entries.from":`From {kind}`,"entries.back":`Back to`,"entries.expired":`{credits} expired at once`,"entries.grant":`Grant`,"entries.spend":`Spend`,"entries.notes":`Notes of the product`,"entries.line":`Line`,"entries.version":`catalog version {version}`,"entries.price":`{quantity} × {item} at {rate}`,"entries.price.per":`{quantity} {item} at {rate} per {per}`,"entries.cost":`Cost`,"entries.rounded":`Cost, rounded up once`,"entries.bound.min":`Cost: the least for one use`,"entries.bound.max":`Cost: the most for one use`,"entries.set":`Set aside`,"entries.other":`Taken: a quote, a limit or the product said so`,"entries.stated":`The product stated this cost itself.`,"usage.left":`Available to {account}`,"effect.owed":`Owed`,"effect.grant":`Left of this grant`,"give.open":`Give credits`,"give.title":`Give credits to {account}`,"give.says":`A grant of its own that every line can be traced back to.`,"give.reason":`The account's own people can read it in their history.`,"give.days":{one:`In {n} day`,other:`In {n} days`},"give.year":`In a year`,"give.button":`Give credits`,"give.told":`{account} has {credits} more.`,"take.open":`Take back`,"take.title":`Take back credits: {grant}`,"take.says":`Only what is available can be taken, never what is spent or reserved.`,"take.closed":`The grant is closed: what a running use gives back later is taken, too.`,"take.button":`Take back`,"take.told":`{credits} taken back from {account}.`,"agency.set":`Save limit`,"limit.add":`Add a limit`,"limit.title":`New limit in {account}`,"limit.change":`Change a limit in {account}`,"limit.subject":`member:ada, member:*, subaccount:shop, subaccount:* or account`,"limit.none":`no limit`,"limit.figure":`{credits}, {per}`,"limit.of":`Limit for {subject}`,"limit.told":`The limit for {subject} holds from now on.`,"limit.edit":`Change`,"limit.remove":`Remove the limit for {subject}`,"limit.remove.button":`Remove`,"limit.removed":`There is no limit for {subject} any more.`,"support.open":`Act as support`,"support.title":`See {account} as a member does`,"support.says":`You see the same pages as the member, for half an hour.`,"support.reason":`Such as a ticket number. The audit trail keeps it.`,"support.button":`Look at the account`,"support.readonly":`Nothing can be bought, used or changed: the server refuses it.`,"support.audited":`Your name, the member and the reason stand in the audit trail.`,"support.told":`You see what {member} sees.`,"support.nobody":`This account has no members, so there is nobody to see it as.`,"support.as":`As {member} in {account}`,"support.banner":`Read-only until {time}. Reason: {reason}`,"support.over":`This view has ended. Begin it again with a reason.`,"support.back":`Back to the account`,"support.end":`End this view`,"transfers.says":`Orders that wait for money on the bank's statement, the one promised first on top.`,"transfers.none":`No transfer is waited for. New ones appear here when somebody orders by bank transfer.`,"transfers.due":`Credits promised`,"transfers.late":`late, {when}`,"transfers.unseen":`not reported yet`,"transfers.reference":`Reference`,"transfers.until":`Canceled unless paid by`,"confirm.open":`Confirm`,"confirm.title":`Confirm {total} from {account}`,"confirm.says":`The statement should name {reference}.`,"confirm.says.plain":`The money must be on the bank's statement.`,"confirm.reference":`Line of the statement`,"confirm.reference.hint":`So that the payment can be found again, such as “12 March, no. 7”.`,"confirm.invoice":`The invoice gets the next number and is mailed with a note that the payment arrived.`,"confirm.button":`Confirm payment`,"confirm.told":`{account} has its {credits}.`,"reject.open":`Reject`,"reject.title":`Reject {order}`,"reject.says":`A payment that arrives later makes it paid after all.`,"reject.reason":`It stands in the mail to the buyer.`,"reject.effect":`No {credits} for {account}; the buyer is told by mail.`,"reject.button":`Reject order`,"reject.told":`{order} is canceled.`,"report.open":`On its way`,"report.title":`The transfer for {order} is on its way`,"report.effect":`The promise of two business days (or what the catalog says) counts from now.`,"report.button":`Count from now`,"report.told":`Credits promised by {when}.`,"order.one":`Order`,"order.status":`State`,"order.status.pending":`Pending`,"order.status.awaiting_payment":`Awaiting payment`,"order.status.paid":`Paid`,"order.status.canceled":`Canceled`,"order.status.refunded":`Refunded`,"order.status.disputed":`Disputed`,"order.partly":`partly refunded`,"order.package":`Package`,"order.total":`Total`,"order.tax":`Tax`,"order.taxed":`{net} + {tax} tax ({rate} %)`,"order.how":`Paid by`,"order.auto":`auto top-up`,"order.placed":`Placed`,"order.paid":`Paid`,"order.for":`For`,"order.unspent":`Unspent of it`,"order.refunded":`Refunded credits`,"order.refund":`Refund`,"order.dispute":`Dispute`,"order.story":`What happened`,"orders.none":`No order fits. Orders appear when somebody buys a package.`,"orders.none.account":`This account has bought nothing yet.`,"pay.saved":`saved card`,"pay.card":`card`,"pay.transfer":`bank transfer`,"refund.open":`Refund`,"refund.title":`Refund {order}`,"refund.says":{one:`{n} credit of it is unspent and can go back.`,other:`{n} credits of it are unspent and can go back.`},"refund.credits":`Credits to refund`,"refund.most":`At most {n}: what is spent stays paid.`,"refund.money":`Money back, tax included`,"refund.grant":`Left of the order's credits`,"refund.note":`A credit note gets the next number and is mailed.`,"refund.card":`The money goes back to the card. If the gateway refuses, the credits are reinstated exactly.`,"refund.transfer":`Transfer the money back yourself: Scrip only books it.`,"refund.button":`Refund`,"refund.told":`{credits} of {order} are refunded in all.`,"refund.pending":`under way`,"refund.succeeded":`done`,"refund.failed":`failed`,"disputes.says":`What buyers' banks took back, or try to. While one is open, nothing is refunded.`,"disputes.none":`No dispute. Good.`,"disputes.taken":`Credits taken back`,"disputes.share":`{credits} of {share}`,"dispute.open":`Open`,"dispute.won":`Won`,"dispute.lost":`Lost`,"invoices.title":`Invoices and credit notes`,"invoices.none":`No invoice yet. The first comes with the first payment.`,"invoice.number":`Number`,"invoice.issued":`Issued`,"invoice.invoice":`Invoice`,"invoice.credit_note":`Credit note`,"paper.again":`Mail again`,"paper.title":`Mail {number} again`,"paper.effect":`The same paper goes to the billing address once more.`},vt={"nav.group.customers":`Klienci`,"nav.group.product":`Produkt`,"nav.group.messages":`Wiadomości`,"nav.group.system":`System`,"nav.accounts":`Konta`,"nav.transfers":`Przelewy`,"nav.orders":`Zamówienia i zwroty`,"nav.disputes":`Spory`,"nav.catalog":`Katalog`,"nav.reports":`Raporty`,"nav.webhooks":`Webhooki`,"nav.events":`Zdarzenia`,"nav.mails":`Poczta wychodząca`,"nav.keys":`Klucze API`,"nav.staff":`Zespół`,"nav.audit":`Dziennik zmian`,"nav.ledger":`Kontrola księgi`,"nav.health":`Stan systemu`,"shell.skip":`Przejdź do treści`,"shell.menu":`Menu`,"shell.find":`Szukaj lub przejdź`,"shell.rooms":`Konsola`,"shell.language":`Język`,"shell.slash":`Klawisz / otwiera wyszukiwanie`,"shell.password":`Twoje logowanie`,"shell.out":`Wyloguj się`,"shell.still":`Nadal jesteś zalogowany: serwer nie odpowiedział. Spróbuj ponownie.`,"shell.closed":`Ta strona jest dla roli {role} i wyższych. Jeśli jej potrzebujesz, zapytaj administratora.`,"shell.lost":`Nie ma takiej strony`,"shell.lost.says":`Adres może pochodzić ze starszej wersji. Przejdź do`,"problem.away":`Serwer nie odpowiedział. Nie wiadomo, czy coś się zmieniło; możesz spróbować ponownie.`,"problem.role":`Twoja rola na to nie pozwala.`,"problem.role.who":`Twoja rola na to nie pozwala. Może to zrobić {names}.`,"sign.title":`Konsola Scrip`,"sign.says":`Zaloguj się, aby zajmować się kontami.`,"sign.over":`Sesja się skończyła. Zaloguj się ponownie, a wrócisz do tego samego miejsca.`,"sign.email":`E-mail`,"sign.password":`Hasło`,"sign.in":`Zaloguj się`,"sign.wrong":`E-mail lub hasło się nie zgadza.`,"sign.tries":`Było zbyt wiele prób. Odczekaj kilka minut.`,"call.show":`Pokaż jako wywołanie API`,"call.curl":`Wywołanie dla powłoki`,"call.copy":`Kopiuj jako curl`,"call.copied":`Skopiowano.`,"calls.title":`Wywołania API`,"calls.says":`O co ta strona pytała serwer, od najnowszych. Wpisz własny klucz do SCRIP_KEY, aby zrobić to samo w powłoce.`,"calls.deeds":`Tylko wywołania, które coś zmieniają`,"calls.none":`Jeszcze żadnego wywołania.`,"calls.silent":`brak odpowiedzi`,"calls.close":`Zamknij`,"find.title":`Szukaj kont i stron`,"find.hint":`Konto, zamówienie, strona …`,"find.hits":`Wyniki`,"find.none":`Nic nie ma tego w nazwie.`,"find.keys":`Strzałki wybierają, Enter otwiera, Esc zamyka.`,"find.order":`Zamówienie`,"find.room":`Strona`,"find.account":`Konto`,"act.leave":`Anuluj`,"act.optional":`(opcjonalnie)`,"act.effect":`Co się stanie`,"act.also":`Skutek`,"act.then":`zmienia się na`,"act.reason":`Powód`,"act.once":`To jest pokazywane tylko raz. Zapisz to w bezpiecznym miejscu, zanim zamkniesz.`,"act.copy":`Kopiuj`,"act.kept":`Mam to zapisane`,"word.on":`Włączone`,"word.off":`Wyłączone`,"by.clock":`samo z siebie`,"by.product":`produkt`,"by.member":`członek`,"by.operator":`operator`,"accounts.q":`Szukaj po ID`,"accounts.none":`Nie ma jeszcze żadnego konta. Produkt zakłada je przez POST /v1/accounts, gdy klient się rejestruje.`,"accounts.none.filter":`Żadne konto nie pasuje. Wystarczy dowolny fragment ID.`,"accounts.all":`Pokaż wszystkie konta`,"account.one":`Konto`,"account.id":`ID`,"account.name":`Nazwa`,"account.plan":`Plan`,"account.state":`Stan`,"account.role":`Rola`,"account.of":`w`,"account.paused":`Wstrzymane`,"account.period.end":`Koniec okresu`,"account.sections":`Części konta`,"account.overview":`Przegląd`,"account.entries":`Wpisy`,"account.grants":`Przydziały`,"account.members":`Członkowie`,"account.limits":`Limity`,"account.orders":`Zamówienia`,"account.messages":`Poczta i zdarzenia`,"account.kind.business":`Firma`,"account.kind.agency":`Agencja`,"account.kind.subaccount":`Subkonto`,"account.state.trial":`Okres próbny`,"account.state.active":`Aktywne`,"account.state.canceling":`Wypowiedziane`,"account.state.ended":`Zakończone`,"account.grants.none":`To konto nie ma jeszcze żadnego przydziału.`,"account.grants.place":`Kolejność`,"account.grants.granted":`Przydzielono`,"account.grants.spent":`Zużyto`,"account.grants.gone":`Ubyło`,"account.grants.only":`Tylko dla: {names}`,"account.members.none":`W tym koncie nie ma jeszcze nikogo. Produkt dodaje członków przez PUT …/members/{id}.`,"account.orders.list":`Zamówienia`,"overview.next":`Co dalej`,"overview.billing":`Rozliczenia`,"overview.available":`Dostępne`,"overview.of":`z {granted} w tym okresie`,"overview.reserved":`Zarezerwowane`,"overview.owed":`Do spłaty`,"overview.scoped":`Tylko dla`,"overview.trial":`Koniec okresu próbnego`,"overview.period":`Okres`,"overview.allowance":`Limit planu`,"overview.scheduled":`Zaplanowane`,"overview.change":`{plan} od {date}`,"overview.zone":`Strefa czasowa`,"overview.overdraft":`Dozwolony debet`,"overview.clock":`Zegar testowy`,"overview.address":`Adres`,"overview.country":`Kraj`,"overview.tax":`Numer podatkowy`,"overview.verified":`zweryfikowany`,"overview.unverified":`niezweryfikowany`,"overview.card":`Karta`,"overview.card.none":`Brak zapisanej`,"overview.declined":`odrzucona`,"overview.reservations":`Otwarte rezerwacje`,"overview.subaccounts":`Subkonta`,"overview.subaccounts.none":`Ta agencja nie ma jeszcze subkont.`,"entries.span":`Czas`,"entries.days":{one:`Dziś`,few:`Ostatnie {n} dni`,many:`Ostatnie {n} dni`,other:`Ostatnie {n} dni`},"entries.quantity":`Ilość`,"entries.from":`Z: {kind}`,"entries.back":`Wróciło do`,"entries.expired":`{credits} wygasło od razu`,"entries.grant":`Przydział`,"entries.spend":`Użycie`,"entries.notes":`Notatki produktu`,"entries.line":`Wiersz`,"entries.version":`wersja katalogu {version}`,"entries.price":`{quantity} × {item} po {rate}`,"entries.price.per":`{quantity} {item} po {rate} za {per}`,"entries.cost":`Koszt`,"entries.rounded":`Koszt, raz zaokrąglony w górę`,"entries.bound.min":`Koszt: minimum za jedno użycie`,"entries.bound.max":`Koszt: maksimum za jedno użycie`,"entries.set":`Zarezerwowano`,"entries.other":`Pobrano: tak zdecydowała wycena, limit lub produkt`,"entries.stated":`Produkt sam podał ten koszt.`,"usage.left":`Dostępne dla {account}`,"effect.owed":`Do spłaty`,"effect.grant":`Zostało z tego przydziału`,"give.open":`Dodaj kredyty`,"give.title":`Dodaj kredyty kontu {account}`,"give.says":`Osobny przydział, do którego można przypisać każdy wpis.`,"give.reason":`Członkowie konta zobaczą go w swojej historii.`,"give.days":{one:`Za {n} dzień`,few:`Za {n} dni`,many:`Za {n} dni`,other:`Za {n} dni`},"give.year":`Za rok`,"give.button":`Dodaj kredyty`,"give.told":`{account}: przybyło {credits}.`,"take.open":`Cofnij`,"take.title":`Cofnij kredyty: {grant}`,"take.says":`Można cofnąć tylko to, co dostępne, nigdy zużyte ani zarezerwowane.`,"take.closed":`Przydział jest zamknięty: to, co później zwróci trwające użycie, też zostanie cofnięte.`,"take.button":`Cofnij`,"take.told":`Cofnięto {credits} z konta {account}.`,"agency.set":`Zapisz limit`,"limit.add":`Dodaj limit`,"limit.title":`Nowy limit w {account}`,"limit.change":`Zmień limit w {account}`,"limit.subject":`member:ada, member:*, subaccount:shop, subaccount:* albo account`,"limit.none":`bez limitu`,"limit.figure":`{credits}, {per}`,"limit.of":`Limit dla {subject}`,"limit.told":`Limit dla {subject} obowiązuje od teraz.`,"limit.edit":`Zmień`,"limit.remove":`Usuń limit dla {subject}`,"limit.remove.button":`Usuń`,"limit.removed":`Dla {subject} nie ma już limitu.`,"support.open":`Podgląd jako wsparcie`,"support.title":`Zobacz {account} oczami członka`,"support.says":`Przez pół godziny widzisz te same strony co członek.`,"support.reason":`Na przykład numer zgłoszenia. Zapisze go dziennik zmian.`,"support.button":`Zobacz konto`,"support.readonly":`Nic nie można kupić, użyć ani zmienić: serwer odmówi.`,"support.audited":`Twoje imię, członek i powód trafią do dziennika zmian.`,"support.told":`Widzisz to, co widzi {member}.`,"support.nobody":`To konto nie ma członków, więc nie ma jako kto go oglądać.`,"support.as":`Jako {member} w {account}`,"support.banner":`Tylko do odczytu do {time}. Powód: {reason}`,"support.over":`Ten podgląd się skończył. Zacznij go ponownie, podając powód.`,"support.back":`Wróć do konta`,"support.end":`Zakończ podgląd`,"transfers.says":`Zamówienia, które czekają na wpłatę na wyciągu, od najpilniejszego.`,"transfers.none":`Nie czekamy na żaden przelew. Nowe pojawią się tu, gdy ktoś zamówi przelewem.`,"transfers.due":`Kredyty obiecane`,"transfers.late":`po terminie, {when}`,"transfers.unseen":`jeszcze niezgłoszony`,"transfers.reference":`Tytuł przelewu`,"transfers.until":`Anulowane, jeśli nieopłacone do`,"confirm.open":`Potwierdź`,"confirm.title":`Potwierdź {total} od {account}`,"confirm.says":`Na wyciągu powinno być {reference}.`,"confirm.says.plain":`Pieniądze muszą być na wyciągu.`,"confirm.reference":`Pozycja wyciągu`,"confirm.reference.hint":`Żeby dało się odnaleźć wpłatę, na przykład „12 marca, nr 7”.`,"confirm.invoice":`Faktura dostaje kolejny numer i jest wysyłana z wiadomością o wpłacie.`,"confirm.button":`Potwierdź wpłatę`,"confirm.told":`{account}: dodano {credits}.`,"reject.open":`Odrzuć`,"reject.title":`Odrzuć {order}`,"reject.says":`Jeśli wpłata przyjdzie później, zamówienie i tak zostanie opłacone.`,"reject.reason":`Znajdzie się w mailu do kupującego.`,"reject.effect":`Bez {credits} dla {account}; kupujący dowie się mailem.`,"reject.button":`Odrzuć zamówienie`,"reject.told":`{order} anulowano.`,"report.open":`W drodze`,"report.title":`Przelew za {order} jest w drodze`,"report.effect":`Obietnica dwóch dni roboczych (albo tyle, ile mówi katalog) liczy się od teraz.`,"report.button":`Licz od teraz`,"report.told":`Kredyty obiecane do {when}.`,"order.one":`Zamówienie`,"order.status":`Stan`,"order.status.pending":`W toku`,"order.status.awaiting_payment":`Czeka na wpłatę`,"order.status.paid":`Opłacone`,"order.status.canceled":`Anulowane`,"order.status.refunded":`Zwrócone`,"order.status.disputed":`Sporne`,"order.partly":`częściowo zwrócone`,"order.package":`Pakiet`,"order.total":`Kwota`,"order.tax":`Podatek`,"order.taxed":`{net} + {tax} podatku ({rate} %)`,"order.how":`Płatność`,"order.auto":`doładowanie automatyczne`,"order.placed":`Złożone`,"order.paid":`Opłacone`,"order.for":`Dla`,"order.unspent":`Niezużyte z niego`,"order.refunded":`Zwrócone kredyty`,"order.refund":`Zwrot`,"order.dispute":`Spór`,"order.story":`Co się działo`,"orders.none":`Żadne zamówienie nie pasuje. Pojawiają się, gdy ktoś kupi pakiet.`,"orders.none.account":`To konto jeszcze nic nie kupiło.`,"pay.saved":`zapisana karta`,"pay.card":`karta`,"pay.transfer":`przelew`,"refund.open":`Zwróć`,"refund.title":`Zwrot za {order}`,"refund.says":{one:`Można zwrócić {n} niezużyty kredyt.`,few:`Można zwrócić {n} niezużyte kredyty.`,many:`Można zwrócić {n} niezużytych kredytów.`,other:`Można zwrócić {n} niezużytych kredytów.`},"refund.credits":`Kredyty do zwrotu`,"refund.most":`Najwyżej {n}: zużyte pozostaje opłacone.`,"refund.money":`Zwrot pieniędzy, z podatkiem`,"refund.grant":`Zostaje z kredytów zamówienia`,"refund.note":`Faktura korygująca dostaje kolejny numer i jest wysyłana.`,"refund.card":`Pieniądze wracają na kartę. Jeśli operator płatności odmówi, kredyty zostaną dokładnie przywrócone.`,"refund.transfer":`Przelej pieniądze z powrotem samodzielnie: Scrip tylko to księguje.`,"refund.button":`Zwróć`,"refund.told":`Łącznie zwrócono {credits} z {order}.`,"refund.pending":`w toku`,"refund.succeeded":`wykonany`,"refund.failed":`nieudany`,"disputes.says":`Co cofnęły lub próbują cofnąć banki kupujących. Dopóki spór trwa, nie ma zwrotów.`,"disputes.none":`Brak sporów. To dobrze.`,"disputes.taken":`Cofnięte kredyty`,"disputes.share":`{credits} z {share}`,"dispute.open":`Otwarty`,"dispute.won":`Wygrany`,"dispute.lost":`Przegrany`,"invoices.title":`Faktury i korekty`,"invoices.none":`Nie ma jeszcze faktury. Pierwsza pojawi się z pierwszą wpłatą.`,"invoice.number":`Numer`,"invoice.issued":`Wystawiono`,"invoice.invoice":`Faktura`,"invoice.credit_note":`Korekta`,"paper.again":`Wyślij ponownie`,"paper.title":`Wyślij ponownie {number}`,"paper.effect":`Ten sam dokument trafi ponownie na adres rozliczeniowy.`},yt={"catalog.now":`Was gilt`,"catalog.edit":`Bearbeiten`,"catalog.versions":`Versionen`,"catalog.version":`Version {version}`,"catalog.one":`Version`,"catalog.published":`Veröffentlicht`,"catalog.holds":`gilt jetzt`,"catalog.back":`Diese Version wieder zu veröffentlichen, würde ändern:`,"catalog.plans":`Tarife`,"catalog.packages":`Pakete`,"catalog.features":`Funktionen`,"catalog.roles":`Rollen`,"catalog.price":`Preis`,"catalog.renewal":`Erneuerung`,"catalog.rollover":`Übertrag`,"catalog.rollover.none":`Nichts`,"catalog.changes":`Tarifwechsel`,"catalog.moves":`hinauf: {up}; hinunter: {down}`,"catalog.up.difference":`Differenz sofort`,"catalog.up.replace":`ganzes Kontingent sofort`,"catalog.up.period_end":`am Ende des Zeitraums`,"catalog.down.period_end":`am Ende des Zeitraums`,"catalog.down.now":`sofort`,"catalog.who":`Wer sie hat`,"catalog.everybody":`Jeder Tarif`,"catalog.in":`In`,"catalog.rights":`Rechte`,"price.free":`Keine Credits`,"price.unit":`Einheit`,"price.use":`{credits} je Nutzung`,"price.tier":`{from}–{to}: {credits} je {unit}`,"price.tier.open":`ab {from}: {credits} je {unit}`,"price.rate":`{credits} je {per} {dimension}`,"price.min":`mindestens {credits}`,"price.max":`höchstens {credits}`,"right.use":`nutzen`,"right.buy":`kaufen`,"right.share":`teilen`,"right.see_balance":`Guthaben sehen`,"right.see_usage":`Nutzung sehen`,"right.see_invoices":`Rechnungen sehen`,"right.manage_members":`Mitglieder verwalten`,"editor.label":`Der Katalog als JSON, begonnen mit Version {version}`,"editor.hint":`Esc, dann Tab verlässt das Feld. Bis zur Veröffentlichung ändert sich nichts.`,"editor.check":`Prüfen`,"editor.publish":`Veröffentlichen …`,"editor.again":`Neu beginnen`,"editor.result":`Was die Prüfung sagt`,"editor.begin":`Ändern Sie etwas und prüfen Sie es: Sie sehen in Sätzen, was anders wäre.`,"editor.unchecked":`Geändert und noch nicht geprüft.`,"editor.json":`Das ist noch kein JSON.`,"editor.same":`Es sagt dasselbe wie das, was jetzt gilt.`,"editor.good":{one:`Es ist richtig. {n} Änderung:`,other:`Es ist richtig. {n} Änderungen:`},"editor.conflict":`Inzwischen hat jemand eine andere Version veröffentlicht.`,"editor.conflict.says":`Es wurde nichts veröffentlicht, Ihr Text ist noch da. Jetzt gilt Version {version}: Vergleichen Sie, bevor Sie entscheiden.`,"editor.onto":`Mit dem Geltenden vergleichen`,"publish.title":`Version {version} veröffentlichen`,"publish.says":`Sie gilt ab der Veröffentlichung für jede Nutzung. Schon geschriebene Zeilen behalten ihre Version.`,"publish.button":`Veröffentlichen`,"publish.told":`Version {version} gilt jetzt.`,"report.usage":`Nutzung`,"report.usage.says":`Verbrauchte Credits aller Konten, abzüglich Zurückgegebenem, je Monat.`,"report.usage.chart":`Verbrauchte Credits`,"report.breakage":`Verfall`,"report.breakage.says":`Ungenutzt verfallene Credits, und wohin alle anderen gingen, je Monat.`,"report.breakage.chart":`Ungenutzt verfallene Credits`,"report.deferred":`Abgegrenzte Erlöse`,"report.deferred.says":`Was verkauft und noch nicht verdient ist, je Monat, mit Zeilen für die Buchhaltung.`,"report.deferred.chart":`Am Monatsende geschuldet, verdient und verfallen`,"report.months":`Monate`,"report.last":{one:`Letzter {n} Monat`,other:`Letzte {n} Monate`},"report.month":`Monat`,"report.by.feature":`Funktion`,"report.by.model":`Modell`,"report.by.account":`Konto`,"report.others":`andere`,"report.none":`In diesen Monaten wurde nichts verbraucht oder gutgeschrieben.`,"report.none.sold":`In diesen Monaten wurde nichts verkauft.`,"report.share":`{expired} von {granted} gutgeschriebenen verfielen: {share}.`,"report.table":`Die Zahlen`,"report.journal":`Buchungssätze`,"report.text":`Text`,"report.debit":`Soll`,"report.credit":`Haben`,"report.amount":`Betrag`,"book.cash":`Bank`,"book.deferred_revenue":`Passive Rechnungsabgrenzung`,"book.revenue":`Umsatzerlöse`,"book.breakage_revenue":`Erlöse aus Verfall`,"book.adjustments":`Korrekturen`,"flow.granted":`Gutgeschrieben`,"flow.spent":`Verbraucht`,"flow.reversed":`Zurückgegeben`,"flow.expired":`Verfallen`,"flow.voided":`Aufgehoben`,"flow.refunded":`Erstattet`,"flow.disputed":`Reklamiert`,"flow.reinstated":`Wiederhergestellt`,"flow.rolled_over":`Übertragen`,"flow.remaining":`Übrig`,"money.opening":`Anfang`,"money.sold":`Verkauft`,"money.earned":`Verdient`,"money.put_back":`Zurückgegeben`,"money.breakage":`Verfall`,"money.voided":`Aufgehoben`,"money.refunded":`Erstattet`,"money.disputed":`Reklamiert`,"money.reinstated":`Wiederhergestellt`,"money.closing":`Ende`,"hooks.says":`Adressen des Produkts, die von Ereignissen erfahren, jede Nachricht signiert.`,"hooks.none":`Noch erfährt niemand etwas. Mit einem Endpunkt hört das Produkt von jeder Zahlung und Erneuerung.`,"hooks.all":`alle`,"hook.add.open":`Endpunkt hinzufügen`,"hook.add":`Neuer Webhook-Endpunkt`,"hook.add.button":`Endpunkt hinzufügen`,"hook.url":`Adresse`,"hook.url.hint":`https, und vom Server aus erreichbar.`,"hook.what":`Wofür er ist`,"hook.events":`Ereignisse`,"hook.events.hint":`Etwa order.paid, balance.low. Leer: alle.`,"hook.effect.all":`Ab jetzt wird jedes Ereignis dorthin gesendet.`,"hook.effect.some":`Ab jetzt werden diese Ereignisse dorthin gesendet: {names}.`,"hook.effect.secret":`Das Geheimnis zum Prüfen der Signatur wird einmal gezeigt.`,"hook.told":`{url} erfährt es ab jetzt.`,"hook.secret":`Geheimnis`,"hook.on":`Aktiv`,"hook.off":`Abgeschaltet`,"hook.failing":`Scheitert, zuerst {when}`,"hook.pause":`{url} abschalten`,"hook.pause.button":`Abschalten`,"hook.pause.effect":`Ereignisse aus dieser Zeit werden später nicht von selbst gesendet; man kann sie wiederholen.`,"hook.paused":`{url} erfährt nichts mehr.`,"hook.resume":`{url} wieder einschalten`,"hook.resume.button":`Einschalten`,"hook.resume.effect":`Ab jetzt werden Ereignisse dorthin gesendet.`,"hook.resumed":`{url} erfährt es wieder.`,"hook.rotate.open":`Neues Geheimnis`,"hook.rotate":`Neues Geheimnis für {url}`,"hook.rotate.button":`Neues Geheimnis erzeugen`,"hook.rotate.effect":`Nachrichten werden mit dem neuen Geheimnis signiert, eine Weile auch mit dem alten, damit nichts verloren geht.`,"hook.rotated":`{url} hat ein neues Geheimnis.`,"hook.remove":`{url} entfernen`,"hook.remove.button":`Entfernen`,"hook.remove.effect":`Er erfährt nie wieder etwas, und seine Zustellungen werden vergessen.`,"hook.removed":`{url} ist entfernt.`,"hook.deliveries":`Gesendet an {url}`,"hook.deliveries.none":`Dorthin wurde noch nichts gesendet.`,"hook.attempts":{one:`{n} Versuch`,other:`{n} Versuche`},"delivery.waiting":`Wartet`,"delivery.delivered":`Zugestellt`,"delivery.failed":`Gescheitert`,"events.says":`Was dem Produkt mitgeteilt wurde, das Neueste zuerst. Wiederholen sendet dasselbe Ereignis mit derselben ID.`,"events.none":`Kein Ereignis passt.`,"events.none.account":`Hier ist noch nichts geschehen.`,"events.filter":`Filtern`,"event.type":`Typ`,"event.what":`Was geschah`,"event.again":`Wiederholen`,"event.title":`{type} wiederholen`,"event.effect":`Jeder Endpunkt, der diesen Typ erfährt, erhält es noch einmal.`,"event.effect.one":`{url} erhält es noch einmal.`,"event.effect.same":`Es trägt dieselbe ID, {id}: Ein Produkt, das es schon hat, tut nichts.`,"event.button":`Noch einmal senden`,"event.told":{one:`An {n} Endpunkt gesendet.`,other:`An {n} Endpunkte gesendet.`},"mails.says":`Was verschickt wurde oder wird, das Neueste zuerst.`,"mails.none":`Keine Mail passt.`,"mails.none.account":`Zu diesem Konto wurde noch niemandem geschrieben.`,"mail.what":`Worum es geht`,"mail.to":`An`,"mail.attempts":`Versuche`,"mail.nobody":`keine Adresse bekannt`,"mail.next":`nächster Versuch {when}`,"mail.again":`Noch einmal senden`,"mail.title":`Noch einmal senden: {kind}`,"mail.effect":`Sie geht sofort an {to}.`,"mail.effect.nobody":`Sie geht an die Adresse, die dann bekannt ist; gibt es keine, wird das gesagt.`,"mail.effect.paper":`Dasselbe Dokument ist angehängt.`,"mail.effect.twice":`Die Person hat sie schon und erhält sie zweimal.`,"mail.button":`Jetzt senden`,"mail.told":`Unterwegs an {to}.`,"mail.status.waiting":`Wartet`,"mail.status.sent":`Gesendet`,"mail.status.failed":`Gescheitert`,"mail.status.skipped":`Nicht gesendet`,"mail.kind.invoice":`Rechnung`,"mail.kind.pro_forma":`Pro-forma mit Bankdaten`,"mail.kind.payment_received":`Zahlung eingegangen`,"mail.kind.order_unpaid":`Bestellung storniert, unbezahlt`,"mail.kind.order_rejected":`Bestellung abgelehnt`,"mail.kind.credit_note":`Rechnungskorrektur`,"mail.kind.low":`Monatliche Credits knapp`,"mail.kind.extra_low":`Zusätzliche Credits knapp`,"mail.kind.depleted":`Monatliche Credits verbraucht`,"mail.kind.expiring":`Credits verfallen bald`,"mail.kind.top_up_failed":`Automatische Aufladung gescheitert`,"mail.kind.limit_reached":`Ausgabenlimit erreicht`,"mail.kind.trial_ending":`Testphase endet bald`,"keys.says":`Damit rufen die Server des Produkts die API auf. Das Geheimnis eines Schlüssels wird einmal gezeigt, wenn er entsteht.`,"keys.none":`Hier wurde kein Schlüssel erzeugt. Der aus der Konfiguration gilt, ohne in der Liste zu stehen.`,"key.make.open":`Schlüssel erzeugen`,"key.make":`Neuer API-Schlüssel`,"key.make.button":`Schlüssel erzeugen`,"key.name":`Wofür er ist`,"key.name.hint":`Etwa „Abrechnungsdienst“, damit man ihn kennt, wenn er bekannt wird.`,"key.scope":`Er darf`,"key.ends":`Endet auf`,"key.since":`Erzeugt`,"key.once":`Das Geheimnis wird einmal gezeigt. Scrip behält nur einen Hash davon.`,"key.made":`Der Schlüssel {name} gilt ab jetzt.`,"key.revoke":`{name} widerrufen`,"key.revoke.button":`Widerrufen`,"key.revoke.effect":`Aufrufe mit dem Schlüssel, der auf {hint} endet, werden ab jetzt abgelehnt. Er lässt sich nicht zurückholen.`,"key.revoked":`Der Schlüssel {name} ist widerrufen.`,"scope.read":`lesen`,"scope.write":`lesen und schreiben`,"scope.operator":`alles (Operator)`,"scope.may.read":`Er liest Konten, Guthaben und Buchungen und ändert nichts.`,"scope.may.write":`Er nutzt Credits und führt Konten: was der Server eines Produkts braucht.`,"scope.may.operator":`Er darf alles, auch Gutschriften, Erstattungen und Schlüssel. Nichts für den Server eines Produkts.`,"role.support":`Support`,"role.finance":`Finanzen`,"role.admin":`Admin`,"role.may.support":`Liest Konten, sendet Mails und Ereignisse erneut, sieht Konten als Support an.`,"role.may.finance":`Bestätigt und lehnt außerdem Zahlungen ab, erstattet, gibt und nimmt Credits, liest Berichte.`,"role.may.admin":`Darf alles: Katalog, Schlüssel, Team, Limits, Prüfung des Hauptbuchs.`,"staff.says":`Wer sich hier anmeldet und was jede Person darf.`,"staff.add.open":`Person hinzufügen`,"staff.add":`Neue Person im Team`,"staff.add.button":`Hinzufügen`,"staff.added":`{name} kann sich jetzt anmelden.`,"staff.password.first":`Erstes Passwort`,"staff.password.new":`Neues Passwort`,"staff.password.hint":`Mindestens {n} Zeichen.`,"staff.role.open":`Rolle`,"staff.role":`Rolle von {name} ändern`,"staff.role.button":`Rolle ändern`,"staff.reset.open":`Passwort`,"staff.reset":`Neues Passwort für {name}`,"staff.reset.button":`Passwort setzen`,"staff.ends":`Alle Sitzungen dieser Person enden sofort.`,"staff.disable":`{name} aussperren`,"staff.disable.button":`Aussperren`,"staff.disable.effect":`Alle Sitzungen enden sofort, und mit dieser E-Mail kann sich niemand anmelden. Was getan wurde, bleibt im Protokoll.`,"staff.enable":`{name} wieder zulassen`,"staff.enable.button":`Zulassen`,"staff.enable.effect":`Das alte Passwort gilt wieder.`,"staff.disabled":`ausgesperrt`,"staff.changed":`Geändert: {name}.`,"staff.seen":`Zuletzt angemeldet`,"staff.never":`nie`,"staff.you":`(Sie)`,"me.open":`Passwort ändern`,"me.password":`Ihr Passwort ändern`,"me.current":`Jetziges Passwort`,"me.button":`Passwort ändern`,"me.effect":`Ihre Sitzungen in anderen Browsern enden.`,"me.told":`Ihr Passwort ist geändert.`,"me.may":`Sie dürfen`,"audit.says":`Wer was tat, das Neueste zuerst. Niemand kann es ändern.`,"audit.none":`Noch wurde nichts getan.`,"audit.action":`Handlung`,"audit.outcome":`Ausgang`,"audit.done":`getan`,"audit.refused":`abgelehnt`,"audit.begun":`Ausgang unbekannt`,"audit.subject":`An`,"ledger.says":`Berechnet jede Gutschrift und jedes Guthaben neu, nur aus den Buchungen, und geht die Kette der Hashes ab.`,"ledger.check":`Jetzt prüfen`,"ledger.running":`Die Prüfung läuft. Ein großes Hauptbuch braucht seine Zeit.`,"ledger.none":`Seit Sie hier sind, nicht geprüft. Die Prüfung ändert nichts und ist jederzeit möglich.`,"ledger.ok":`Jedes Guthaben folgt aus seinen Buchungen.`,"ledger.faults":{one:`{n} Fehler gefunden:`,other:`{n} Fehler gefunden:`},"ledger.pools":`Pools`,"ledger.entries":`Buchungen`,"ledger.at":`Geprüft um`,"health.says":`Ob der Server gefragt werden kann und was auf jemanden wartet.`,"health.again":`Noch einmal ansehen`,"health.alive":`Der Prozess läuft`,"health.ready":`Das Hauptbuch antwortet`,"health.yes":`Ja`,"health.no":`Nein`,"health.transfers":`Überfällige Überweisungen`,"health.hooks":`Gescheiterte Endpunkte`,"health.mails":`Gescheiterte Mails`,"health.waiting":`Wartende Mails`,"clock.accept.open":`Uhr annehmen …`,"clock.accept":`Uhr so annehmen, wie sie ist`,"clock.accept.effect":`Es wird wieder geschrieben. Gutschriften und Testphasen, die vor dieser Zeit enden, verfallen endgültig.`,"clock.accept.button":`Annehmen`,"clock.told":`Es ist {now}.`,"mail.kind.refund_failed":`Eine Erstattung kam zurück`},bt={"catalog.now":`What holds`,"catalog.edit":`Edit`,"catalog.versions":`Versions`,"catalog.version":`Version {version}`,"catalog.one":`Version`,"catalog.published":`Published`,"catalog.holds":`holds now`,"catalog.back":`Publishing this version again would change:`,"catalog.plans":`Plans`,"catalog.packages":`Packages`,"catalog.features":`Features`,"catalog.roles":`Roles`,"catalog.price":`Price`,"catalog.renewal":`Renewal`,"catalog.rollover":`Carried over`,"catalog.rollover.none":`Nothing`,"catalog.changes":`Plan changes`,"catalog.moves":`up: {up}; down: {down}`,"catalog.up.difference":`the difference at once`,"catalog.up.replace":`the whole allowance at once`,"catalog.up.period_end":`at the period's end`,"catalog.down.period_end":`at the period's end`,"catalog.down.now":`at once`,"catalog.who":`Who has it`,"catalog.everybody":`Every plan`,"catalog.in":`In`,"catalog.rights":`Rights`,"price.free":`No credits`,"price.unit":`unit`,"price.use":`{credits} a use`,"price.tier":`{from}–{to}: {credits} a {unit}`,"price.tier.open":`from {from}: {credits} a {unit}`,"price.rate":`{credits} per {per} {dimension}`,"price.min":`at least {credits}`,"price.max":`at most {credits}`,"right.use":`use`,"right.buy":`buy`,"right.share":`share`,"right.see_balance":`see the balance`,"right.see_usage":`see usage`,"right.see_invoices":`see invoices`,"right.manage_members":`manage members`,"editor.label":`The catalog as JSON, begun from version {version}`,"editor.hint":`Esc then Tab leaves the field. Nothing changes until you publish.`,"editor.check":`Check`,"editor.publish":`Publish …`,"editor.again":`Begin again`,"editor.result":`What the check says`,"editor.begin":`Change something and check it: you will see what would be different, in sentences.`,"editor.unchecked":`Changed and not checked yet.`,"editor.json":`This is not JSON yet.`,"editor.same":`It says the same as what holds now.`,"editor.good":{one:`It is right. {n} thing would change:`,other:`It is right. {n} things would change:`},"editor.conflict":`Somebody published another version meanwhile.`,"editor.conflict.says":`Nothing was published and your text is kept. Version {version} holds now: compare your text with it before you decide.`,"editor.onto":`Compare with what holds now`,"publish.title":`Publish version {version}`,"publish.says":`It holds for every use from the moment it is published. Lines already written keep their version.`,"publish.button":`Publish`,"publish.told":`Version {version} holds now.`,"report.usage":`Usage`,"report.usage.says":`Credits used by all accounts, less what was put back, by month.`,"report.usage.chart":`Credits used`,"report.breakage":`Breakage`,"report.breakage.says":`Credits that expired unused, and where all the others went, by month.`,"report.breakage.chart":`Credits expired unused`,"report.deferred":`Deferred revenue`,"report.deferred.says":`What was sold and is not yet earned, by month, with lines for the books.`,"report.deferred.chart":`Owed to customers at the month's end, earned, and expired`,"report.months":`Months`,"report.last":{one:`Last {n} month`,other:`Last {n} months`},"report.month":`Month`,"report.by.feature":`Feature`,"report.by.model":`Model`,"report.by.account":`Account`,"report.others":`others`,"report.none":`Nothing was used or granted in these months.`,"report.none.sold":`Nothing was sold in these months.`,"report.share":`{expired} expired of {granted} granted: {share}.`,"report.table":`The figures`,"report.journal":`Lines for the books`,"report.text":`Text`,"report.debit":`Debit`,"report.credit":`Credit`,"report.amount":`Amount`,"book.cash":`Cash`,"book.deferred_revenue":`Deferred revenue`,"book.revenue":`Revenue`,"book.breakage_revenue":`Breakage revenue`,"book.adjustments":`Adjustments`,"flow.granted":`Granted`,"flow.spent":`Spent`,"flow.reversed":`Put back`,"flow.expired":`Expired`,"flow.voided":`Voided`,"flow.refunded":`Refunded`,"flow.disputed":`Disputed`,"flow.reinstated":`Reinstated`,"flow.rolled_over":`Carried over`,"flow.remaining":`Remaining`,"money.opening":`Opening`,"money.sold":`Sold`,"money.earned":`Earned`,"money.put_back":`Put back`,"money.breakage":`Breakage`,"money.voided":`Voided`,"money.refunded":`Refunded`,"money.disputed":`Disputed`,"money.reinstated":`Reinstated`,"money.closing":`Closing`,"hooks.says":`Addresses of the product that are told of events, each message signed.`,"hooks.none":`Nobody is told yet. Add an endpoint, and the product hears of every payment and renewal.`,"hooks.all":`all`,"hook.add.open":`Add an endpoint`,"hook.add":`New webhook endpoint`,"hook.add.button":`Add endpoint`,"hook.url":`Address`,"hook.url.hint":`https, and reachable from the server.`,"hook.what":`What it is for`,"hook.events":`Events`,"hook.events.hint":`Such as order.paid, balance.low. Empty: all.`,"hook.effect.all":`Every event is posted there from now on.`,"hook.effect.some":`These events are posted there from now on: {names}.`,"hook.effect.secret":`Its signing secret is shown once.`,"hook.told":`{url} is told from now on.`,"hook.secret":`Secret`,"hook.on":`Told`,"hook.off":`Not told`,"hook.failing":`Failing, first {when}`,"hook.pause":`Stop telling {url}`,"hook.pause.button":`Stop`,"hook.pause.effect":`Events that happen meanwhile are not sent by themselves later; they can be replayed.`,"hook.paused":`{url} is not told any more.`,"hook.resume":`Tell {url} again`,"hook.resume.button":`Start`,"hook.resume.effect":`Events are posted there from now on.`,"hook.resumed":`{url} is told again.`,"hook.rotate.open":`New secret`,"hook.rotate":`New secret for {url}`,"hook.rotate.button":`Make a new secret`,"hook.rotate.effect":`Messages are signed with the new secret; the old one is signed with for a while, too, so that nothing is lost.`,"hook.rotated":`{url} has a new secret.`,"hook.remove":`Remove {url}`,"hook.remove.button":`Remove`,"hook.remove.effect":`It is never told again, and its deliveries are forgotten.`,"hook.removed":`{url} is removed.`,"hook.deliveries":`Told to {url}`,"hook.deliveries.none":`Nothing was told there yet.`,"hook.attempts":{one:`{n} attempt`,other:`{n} attempts`},"delivery.waiting":`Waiting`,"delivery.delivered":`Delivered`,"delivery.failed":`Failed`,"events.says":`What was told to the product, the newest first. Replaying sends the same event with the same id.`,"events.none":`No event fits.`,"events.none.account":`Nothing has happened here yet.`,"events.filter":`Filter them`,"event.type":`Type`,"event.what":`What happened`,"event.again":`Replay`,"event.title":`Replay {type}`,"event.effect":`Every endpoint that is told of this type gets it once more.`,"event.effect.one":`{url} gets it once more.`,"event.effect.same":`It carries the same id, {id}: a product that has it already does nothing.`,"event.button":`Send again`,"event.told":{one:`Sent to {n} endpoint.`,other:`Sent to {n} endpoints.`},"mails.says":`What was mailed or is to be, the newest first.`,"mails.none":`No mail fits.`,"mails.none.account":`Nobody was mailed about this account yet.`,"mail.what":`About`,"mail.to":`To`,"mail.attempts":`Attempts`,"mail.nobody":`no address known`,"mail.next":`next try {when}`,"mail.again":`Send again`,"mail.title":`Send again: {kind}`,"mail.effect":`It goes to {to} at once.`,"mail.effect.nobody":`It goes to the address that is known by then; if there is none, it says so.`,"mail.effect.paper":`The same paper is attached.`,"mail.effect.twice":`The reader has it already and gets it twice.`,"mail.button":`Send now`,"mail.told":`On its way to {to}.`,"mail.status.waiting":`Waiting`,"mail.status.sent":`Sent`,"mail.status.failed":`Failed`,"mail.status.skipped":`Not sent`,"mail.kind.invoice":`Invoice`,"mail.kind.pro_forma":`Pro-forma with bank details`,"mail.kind.payment_received":`Payment received`,"mail.kind.order_unpaid":`Order canceled, unpaid`,"mail.kind.order_rejected":`Order rejected`,"mail.kind.credit_note":`Credit note`,"mail.kind.low":`Monthly credits are low`,"mail.kind.extra_low":`Extra credits are low`,"mail.kind.depleted":`Monthly credits used up`,"mail.kind.expiring":`Credits expire soon`,"mail.kind.top_up_failed":`Auto top-up failed`,"mail.kind.limit_reached":`Spend limit reached`,"mail.kind.trial_ending":`Trial ends soon`,"keys.says":`What the product's servers call the API with. A key's secret is shown once, when it is made.`,"keys.none":`No key was made here. The one in the configuration works without being listed.`,"key.make.open":`Make a key`,"key.make":`New API key`,"key.make.button":`Make key`,"key.name":`What it is for`,"key.name.hint":`Such as “billing worker”, so that it is known when it leaks.`,"key.scope":`It may`,"key.ends":`Ends with`,"key.since":`Made`,"key.once":`The secret is shown once. Scrip keeps only a hash of it.`,"key.made":`The key {name} works from now on.`,"key.revoke":`Revoke {name}`,"key.revoke.button":`Revoke`,"key.revoke.effect":`Calls with the key that ends with {hint} are refused from now on. It cannot be brought back.`,"key.revoked":`The key {name} is revoked.`,"scope.read":`read`,"scope.write":`read and write`,"scope.operator":`everything (operator)`,"scope.may.read":`It reads accounts, balances and entries, and changes nothing.`,"scope.may.write":`It uses credits and keeps accounts: what a product's server needs.`,"scope.may.operator":`It does everything, grants, refunds and keys included. Give it to no product server.`,"role.support":`Support`,"role.finance":`Finance`,"role.admin":`Admin`,"role.may.support":`Reads accounts, sends mails and events again, acts as support.`,"role.may.finance":`Also confirms and rejects payments, refunds, gives and takes credits, reads reports.`,"role.may.admin":`Does everything: catalog, keys, staff, limits, ledger check.`,"staff.says":`Who signs in here, and what each may do.`,"staff.add.open":`Add somebody`,"staff.add":`New person on the staff`,"staff.add.button":`Add`,"staff.added":`{name} can sign in now.`,"staff.password.first":`First password`,"staff.password.new":`New password`,"staff.password.hint":`At least {n} characters.`,"staff.role.open":`Role`,"staff.role":`Change the role of {name}`,"staff.role.button":`Change role`,"staff.reset.open":`Password`,"staff.reset":`New password for {name}`,"staff.reset.button":`Set password`,"staff.ends":`All sessions of this person end at once.`,"staff.disable":`Lock out {name}`,"staff.disable.button":`Lock out`,"staff.disable.effect":`Every session ends at once, and nobody can sign in with this e-mail. What was done stays in the audit trail.`,"staff.enable":`Let {name} in again`,"staff.enable.button":`Let in`,"staff.enable.effect":`The old password works again.`,"staff.disabled":`locked out`,"staff.changed":`Changed: {name}.`,"staff.seen":`Last signed in`,"staff.never":`never`,"staff.you":`(you)`,"me.open":`Change password`,"me.password":`Change your password`,"me.current":`Current password`,"me.button":`Change password`,"me.effect":`Your sessions in other browsers end.`,"me.told":`Your password is changed.`,"me.may":`You may`,"audit.says":`Who did what, the newest first. Nobody can change it.`,"audit.none":`Nothing was done yet.`,"audit.action":`Action`,"audit.outcome":`Outcome`,"audit.done":`done`,"audit.refused":`refused`,"audit.begun":`end not known`,"audit.subject":`On`,"ledger.says":`Computes every grant and balance again from the entries alone, and walks the chain of hashes.`,"ledger.check":`Check now`,"ledger.running":`Checking. A large ledger takes its time.`,"ledger.none":`Not checked since you came here. It changes nothing and may be run at any time.`,"ledger.ok":`Every balance follows from its entries.`,"ledger.faults":{one:`{n} fault was found:`,other:`{n} faults were found:`},"ledger.pools":`Pools`,"ledger.entries":`Entries`,"ledger.at":`Checked at`,"health.says":`Whether the server can be asked, and what waits for somebody.`,"health.again":`Look again`,"health.alive":`The process is alive`,"health.ready":`The ledger can be asked`,"health.yes":`Yes`,"health.no":`No`,"health.transfers":`Transfers that are late`,"health.hooks":`Endpoints that fail`,"health.mails":`Mails that failed`,"health.waiting":`Mails that wait`,"clock.accept.open":`Accept the clock …`,"clock.accept":`Accept the clock as it is`,"clock.accept.effect":`Writing begins again. Grants and trials that end before this time expire for good.`,"clock.accept.button":`Accept`,"clock.told":`It is {now}.`,"mail.kind.refund_failed":`A refund came back`},xt={"catalog.now":`Obowiązuje`,"catalog.edit":`Edycja`,"catalog.versions":`Wersje`,"catalog.version":`Wersja {version}`,"catalog.one":`Wersja`,"catalog.published":`Opublikowano`,"catalog.holds":`obowiązuje teraz`,"catalog.back":`Ponowna publikacja tej wersji zmieniłaby:`,"catalog.plans":`Plany`,"catalog.packages":`Pakiety`,"catalog.features":`Funkcje`,"catalog.roles":`Role`,"catalog.price":`Cena`,"catalog.renewal":`Odnawianie`,"catalog.rollover":`Przenoszenie`,"catalog.rollover.none":`Nic`,"catalog.changes":`Zmiany planu`,"catalog.moves":`w górę: {up}; w dół: {down}`,"catalog.up.difference":`różnica od razu`,"catalog.up.replace":`cały limit od razu`,"catalog.up.period_end":`na koniec okresu`,"catalog.down.period_end":`na koniec okresu`,"catalog.down.now":`od razu`,"catalog.who":`Kto ją ma`,"catalog.everybody":`Każdy plan`,"catalog.in":`W`,"catalog.rights":`Prawa`,"price.free":`Bez kredytów`,"price.unit":`jednostka`,"price.use":`{credits} za użycie`,"price.tier":`{from}–{to}: {credits} za {unit}`,"price.tier.open":`od {from}: {credits} za {unit}`,"price.rate":`{credits} za {per} {dimension}`,"price.min":`co najmniej {credits}`,"price.max":`najwyżej {credits}`,"right.use":`używanie`,"right.buy":`kupowanie`,"right.share":`udostępnianie`,"right.see_balance":`wgląd w saldo`,"right.see_usage":`wgląd w użycie`,"right.see_invoices":`wgląd w faktury`,"right.manage_members":`zarządzanie członkami`,"editor.label":`Katalog jako JSON, rozpoczęty od wersji {version}`,"editor.hint":`Esc, potem Tab opuszcza pole. Nic się nie zmieni do publikacji.`,"editor.check":`Sprawdź`,"editor.publish":`Opublikuj …`,"editor.again":`Zacznij od nowa`,"editor.result":`Wynik sprawdzenia`,"editor.begin":`Zmień coś i sprawdź: zobaczysz zdaniami, co by się zmieniło.`,"editor.unchecked":`Zmieniono, jeszcze nie sprawdzono.`,"editor.json":`To jeszcze nie jest JSON.`,"editor.same":`Mówi to samo, co obowiązuje teraz.`,"editor.good":{one:`Jest poprawny. {n} zmiana:`,few:`Jest poprawny. {n} zmiany:`,many:`Jest poprawny. {n} zmian:`,other:`Jest poprawny. {n} zmian:`},"editor.conflict":`W międzyczasie ktoś opublikował inną wersję.`,"editor.conflict.says":`Nic nie opublikowano, a tekst został zachowany. Obowiązuje wersja {version}: porównaj, zanim zdecydujesz.`,"editor.onto":`Porównaj z obowiązującą`,"publish.title":`Opublikuj wersję {version}`,"publish.says":`Obowiązuje od chwili publikacji dla każdego użycia. Zapisane wpisy zachowują swoją wersję.`,"publish.button":`Opublikuj`,"publish.told":`Obowiązuje wersja {version}.`,"report.usage":`Użycie`,"report.usage.says":`Kredyty zużyte przez wszystkie konta, pomniejszone o zwrócone, miesiącami.`,"report.usage.chart":`Zużyte kredyty`,"report.breakage":`Wygasanie`,"report.breakage.says":`Kredyty, które wygasły niewykorzystane, i co stało się z resztą, miesiącami.`,"report.breakage.chart":`Kredyty wygasłe bez użycia`,"report.deferred":`Przychody przyszłych okresów`,"report.deferred.says":`Co sprzedano, a jeszcze nie zarobiono, miesiącami, z zapisami do ksiąg.`,"report.deferred.chart":`Należne klientom na koniec miesiąca, zarobione i wygasłe`,"report.months":`Miesiące`,"report.last":{one:`Ostatni {n} miesiąc`,few:`Ostatnie {n} miesiące`,many:`Ostatnie {n} miesięcy`,other:`Ostatnie {n} miesięcy`},"report.month":`Miesiąc`,"report.by.feature":`Funkcja`,"report.by.model":`Model`,"report.by.account":`Konto`,"report.others":`inne`,"report.none":`W tych miesiącach nic nie zużyto ani nie przydzielono.`,"report.none.sold":`W tych miesiącach nic nie sprzedano.`,"report.share":`Wygasło {expired} z {granted} przydzielonych: {share}.`,"report.table":`Liczby`,"report.journal":`Zapisy księgowe`,"report.text":`Treść`,"report.debit":`Winien`,"report.credit":`Ma`,"report.amount":`Kwota`,"book.cash":`Środki pieniężne`,"book.deferred_revenue":`Przychody przyszłych okresów`,"book.revenue":`Przychody`,"book.breakage_revenue":`Przychody z wygaśnięcia`,"book.adjustments":`Korekty`,"flow.granted":`Przydzielono`,"flow.spent":`Zużyto`,"flow.reversed":`Zwrócono`,"flow.expired":`Wygasło`,"flow.voided":`Unieważniono`,"flow.refunded":`Oddano pieniądze`,"flow.disputed":`Sporne`,"flow.reinstated":`Przywrócono`,"flow.rolled_over":`Przeniesiono`,"flow.remaining":`Pozostało`,"money.opening":`Początek`,"money.sold":`Sprzedano`,"money.earned":`Zarobiono`,"money.put_back":`Zwrócono`,"money.breakage":`Wygasło`,"money.voided":`Unieważniono`,"money.refunded":`Oddano`,"money.disputed":`Sporne`,"money.reinstated":`Przywrócono`,"money.closing":`Koniec`,"hooks.says":`Adresy produktu powiadamiane o zdarzeniach; każda wiadomość jest podpisana.`,"hooks.none":`Nikt nie jest jeszcze powiadamiany. Dodaj adres, a produkt dowie się o każdej wpłacie i odnowieniu.`,"hooks.all":`wszystkie`,"hook.add.open":`Dodaj adres`,"hook.add":`Nowy adres webhooka`,"hook.add.button":`Dodaj adres`,"hook.url":`Adres`,"hook.url.hint":`https, osiągalny z serwera.`,"hook.what":`Do czego służy`,"hook.events":`Zdarzenia`,"hook.events.hint":`Na przykład order.paid, balance.low. Puste: wszystkie.`,"hook.effect.all":`Od teraz trafia tam każde zdarzenie.`,"hook.effect.some":`Od teraz trafiają tam te zdarzenia: {names}.`,"hook.effect.secret":`Sekret do podpisów zostanie pokazany raz.`,"hook.told":`{url} jest od teraz powiadamiany.`,"hook.secret":`Sekret`,"hook.on":`Aktywny`,"hook.off":`Wyłączony`,"hook.failing":`Zawodzi, pierwszy raz {when}`,"hook.pause":`Wyłącz {url}`,"hook.pause.button":`Wyłącz`,"hook.pause.effect":`Zdarzenia z tego czasu nie zostaną potem wysłane same; można je powtórzyć.`,"hook.paused":`{url} nie jest już powiadamiany.`,"hook.resume":`Włącz {url}`,"hook.resume.button":`Włącz`,"hook.resume.effect":`Od teraz trafiają tam zdarzenia.`,"hook.resumed":`{url} jest znów powiadamiany.`,"hook.rotate.open":`Nowy sekret`,"hook.rotate":`Nowy sekret dla {url}`,"hook.rotate.button":`Utwórz nowy sekret`,"hook.rotate.effect":`Wiadomości podpisuje nowy sekret, a przez pewien czas także stary, aby nic nie przepadło.`,"hook.rotated":`{url} ma nowy sekret.`,"hook.remove":`Usuń {url}`,"hook.remove.button":`Usuń`,"hook.remove.effect":`Nigdy więcej nie będzie powiadamiany, a jego dostarczenia zostaną zapomniane.`,"hook.removed":`Usunięto {url}.`,"hook.deliveries":`Wysłane do {url}`,"hook.deliveries.none":`Nic tam jeszcze nie wysłano.`,"hook.attempts":{one:`{n} próba`,few:`{n} próby`,many:`{n} prób`,other:`{n} prób`},"delivery.waiting":`Czeka`,"delivery.delivered":`Dostarczono`,"delivery.failed":`Nieudane`,"events.says":`O czym powiadomiono produkt, od najnowszych. Powtórzenie wysyła to samo zdarzenie z tym samym ID.`,"events.none":`Żadne zdarzenie nie pasuje.`,"events.none.account":`Nic się tu jeszcze nie wydarzyło.`,"events.filter":`Filtruj`,"event.type":`Typ`,"event.what":`Co się stało`,"event.again":`Powtórz`,"event.title":`Powtórz {type}`,"event.effect":`Każdy adres powiadamiany o tym typie dostanie je ponownie.`,"event.effect.one":`{url} dostanie je ponownie.`,"event.effect.same":`Ma to samo ID, {id}: produkt, który już je zna, nic nie zrobi.`,"event.button":`Wyślij ponownie`,"event.told":{one:`Wysłano na {n} adres.`,few:`Wysłano na {n} adresy.`,many:`Wysłano na {n} adresów.`,other:`Wysłano na {n} adresów.`},"mails.says":`Co wysłano lub zostanie wysłane, od najnowszych.`,"mails.none":`Żaden mail nie pasuje.`,"mails.none.account":`W sprawie tego konta nikt jeszcze nie dostał maila.`,"mail.what":`O czym`,"mail.to":`Do`,"mail.attempts":`Próby`,"mail.nobody":`brak adresu`,"mail.next":`następna próba {when}`,"mail.again":`Wyślij ponownie`,"mail.title":`Wyślij ponownie: {kind}`,"mail.effect":`Trafi od razu do {to}.`,"mail.effect.nobody":`Trafi na adres znany w tej chwili; jeśli go nie ma, dowiesz się o tym.`,"mail.effect.paper":`Załączony jest ten sam dokument.`,"mail.effect.twice":`Adresat już ją ma i dostanie drugi raz.`,"mail.button":`Wyślij teraz`,"mail.told":`W drodze do {to}.`,"mail.status.waiting":`Czeka`,"mail.status.sent":`Wysłano`,"mail.status.failed":`Nieudane`,"mail.status.skipped":`Niewysłane`,"mail.kind.invoice":`Faktura`,"mail.kind.pro_forma":`Pro forma z danymi do przelewu`,"mail.kind.payment_received":`Wpłata otrzymana`,"mail.kind.order_unpaid":`Zamówienie anulowane, nieopłacone`,"mail.kind.order_rejected":`Zamówienie odrzucone`,"mail.kind.credit_note":`Korekta`,"mail.kind.low":`Mało kredytów miesięcznych`,"mail.kind.extra_low":`Mało kredytów dodatkowych`,"mail.kind.depleted":`Kredyty miesięczne wyczerpane`,"mail.kind.expiring":`Kredyty wkrótce wygasną`,"mail.kind.top_up_failed":`Doładowanie nie powiodło się`,"mail.kind.limit_reached":`Limit wydatków osiągnięty`,"mail.kind.trial_ending":`Okres próbny wkrótce się skończy`,"keys.says":`Tym serwery produktu wywołują API. Sekret klucza jest pokazywany raz, przy utworzeniu.`,"keys.none":`Nie utworzono tu żadnego klucza. Ten z konfiguracji działa, choć nie ma go na liście.`,"key.make.open":`Utwórz klucz`,"key.make":`Nowy klucz API`,"key.make.button":`Utwórz klucz`,"key.name":`Do czego służy`,"key.name.hint":`Na przykład „usługa rozliczeń”, żeby było wiadomo, gdy wycieknie.`,"key.scope":`Może`,"key.ends":`Kończy się na`,"key.since":`Utworzono`,"key.once":`Sekret zostanie pokazany raz. Scrip zachowuje tylko jego skrót.`,"key.made":`Klucz {name} działa od teraz.`,"key.revoke":`Unieważnij {name}`,"key.revoke.button":`Unieważnij`,"key.revoke.effect":`Wywołania kluczem kończącym się na {hint} będą odrzucane. Nie da się go przywrócić.`,"key.revoked":`Klucz {name} unieważniono.`,"scope.read":`czytać`,"scope.write":`czytać i pisać`,"scope.operator":`wszystko (operator)`,"scope.may.read":`Czyta konta, salda i wpisy, niczego nie zmienia.`,"scope.may.write":`Używa kredytów i prowadzi konta: tyle potrzebuje serwer produktu.`,"scope.may.operator":`Może wszystko, także przydziały, zwroty i klucze. Nie dawaj go serwerowi produktu.`,"role.support":`Wsparcie`,"role.finance":`Finanse`,"role.admin":`Administrator`,"role.may.support":`Czyta konta, ponawia maile i zdarzenia, ogląda konta jako wsparcie.`,"role.may.finance":`Ponadto potwierdza i odrzuca wpłaty, zwraca pieniądze, dodaje i cofa kredyty, czyta raporty.`,"role.may.admin":`Może wszystko: katalog, klucze, zespół, limity, kontrola księgi.`,"staff.says":`Kto się tu loguje i co może.`,"staff.add.open":`Dodaj osobę`,"staff.add":`Nowa osoba w zespole`,"staff.add.button":`Dodaj`,"staff.added":`{name} może się już zalogować.`,"staff.password.first":`Pierwsze hasło`,"staff.password.new":`Nowe hasło`,"staff.password.hint":`Co najmniej {n} znaków.`,"staff.role.open":`Rola`,"staff.role":`Zmień rolę: {name}`,"staff.role.button":`Zmień rolę`,"staff.reset.open":`Hasło`,"staff.reset":`Nowe hasło: {name}`,"staff.reset.button":`Ustaw hasło`,"staff.ends":`Wszystkie sesje tej osoby kończą się od razu.`,"staff.disable":`Zablokuj: {name}`,"staff.disable.button":`Zablokuj`,"staff.disable.effect":`Wszystkie sesje kończą się od razu i nikt nie zaloguje się tym e-mailem. Dziennik zmian pozostaje.`,"staff.enable":`Wpuść ponownie: {name}`,"staff.enable.button":`Wpuść`,"staff.enable.effect":`Stare hasło znów działa.`,"staff.disabled":`zablokowana`,"staff.changed":`Zmieniono: {name}.`,"staff.seen":`Ostatnie logowanie`,"staff.never":`nigdy`,"staff.you":`(Ty)`,"me.open":`Zmień hasło`,"me.password":`Zmień swoje hasło`,"me.current":`Obecne hasło`,"me.button":`Zmień hasło`,"me.effect":`Twoje sesje w innych przeglądarkach się kończą.`,"me.told":`Hasło zmieniono.`,"me.may":`Możesz`,"audit.says":`Kto co zrobił, od najnowszych. Nikt nie może tego zmienić.`,"audit.none":`Nic jeszcze nie zrobiono.`,"audit.action":`Czynność`,"audit.outcome":`Wynik`,"audit.done":`zrobiono`,"audit.refused":`odrzucono`,"audit.begun":`wynik nieznany`,"audit.subject":`Czego dotyczy`,"ledger.says":`Liczy od nowa każdy przydział i saldo z samych wpisów i sprawdza łańcuch skrótów.`,"ledger.check":`Sprawdź teraz`,"ledger.running":`Trwa sprawdzanie. Duża księga wymaga czasu.`,"ledger.none":`Nie sprawdzano, odkąd tu jesteś. Kontrola niczego nie zmienia i można ją uruchomić w każdej chwili.`,"ledger.ok":`Każde saldo wynika z wpisów.`,"ledger.faults":{one:`Znaleziono {n} błąd:`,few:`Znaleziono {n} błędy:`,many:`Znaleziono {n} błędów:`,other:`Znaleziono {n} błędów:`},"ledger.pools":`Pule`,"ledger.entries":`Wpisy`,"ledger.at":`Sprawdzono o`,"health.says":`Czy serwer odpowiada i co na kogoś czeka.`,"health.again":`Sprawdź ponownie`,"health.alive":`Proces działa`,"health.ready":`Księga odpowiada`,"health.yes":`Tak`,"health.no":`Nie`,"health.transfers":`Spóźnione przelewy`,"health.hooks":`Zawodzące adresy`,"health.mails":`Nieudane maile`,"health.waiting":`Czekające maile`,"clock.accept.open":`Zaakceptuj zegar …`,"clock.accept":`Zaakceptuj zegar takim, jaki jest`,"clock.accept.effect":`Zapisy ruszą znowu. Przydziały i okresy próbne kończące się wcześniej wygasną na zawsze.`,"clock.accept.button":`Zaakceptuj`,"clock.told":`Jest {now}.`,"mail.kind.refund_failed":`Zwrot wrócił`},St={"account.make.open":`Neues Konto`,"account.make":`Ein Konto anlegen`,"account.make.says":`Das Produkt legt Konten an, wenn Kunden sich anmelden. Hier geht es, wo das nicht möglich war.`,"account.make.id":`Die eigene Kennung des Produkts für den Kunden; sie bleibt.`,"account.make.name":`Name auf Rechnungen`,"account.make.email":`Rechnungen gehen an`,"account.make.button":`Konto anlegen`,"account.make.trial":`Die Credits der Testphase werden einmal gutgeschrieben, unabhängig vom Tarif.`,"account.made":`Das Konto {account} ist angelegt.`,"member.open":`Jemanden hinzufügen`,"member.add":`Jemanden zu {account} hinzufügen`,"member.add.button":`Mitglied hinzufügen`,"member.added":`{member} gehört jetzt zu {account}.`,"member.id":`Die eigene Kennung des Produkts für die Person; sie bleibt.`,"member.rights":`Darf: {rights}.`,"member.rights.none":`nichts außer dabei sein`,"member.edit":`Ändern`,"member.change":`{member} von {account} ändern`,"member.change.button":`Mitglied speichern`,"member.changed":`{member} ist geändert.`,"member.remove.open":`Entfernen`,"member.remove":`{member} aus {account} entfernen`,"member.remove.button":`Mitglied entfernen`,"member.remove.effect":`Die Sitzungen enden sofort. Buchungen behalten die Kennung.`,"member.removed":`{member} gehört nicht mehr zu {account}.`,"member.erase":`Name und Mailadresse`,"member.erase.no":`Behalten`,"member.erase.yes":`Endgültig vergessen`,"member.erase.not":`Name, Mailadresse und Sprache bleiben bekannt.`,"member.erase.effect":`Name, Mailadresse und Sprache werden vergessen; nichts bringt sie zurück.`,"plan.open":`Tarif ändern`,"plan.title":`Tarif von {account} ändern`,"plan.says":`Der Tarif wird beim Produkt bezahlt. Was mit den Credits geschieht, steht unten, wie der Server es sagt.`,"plan.when":`Wann`,"plan.when.catalog":`Wie der Katalog es sagt`,"plan.when.now":`Jetzt`,"plan.when.period_end":`Am Ende des Zeitraums`,"plan.credits":`Credits je Zeitraum, falls anders vereinbart`,"plan.later":`{plan} gilt ab {date}.`,"plan.button":`Tarif ändern`,"plan.told":`Der Tarif von {account} ist geändert.`,"plan.drop.open":`Geplanten Wechsel verwerfen`,"plan.drop":`Geplanten Wechsel von {account} verwerfen`,"plan.drop.button":`Wechsel verwerfen`,"plan.drop.effect":`{plan} beginnt nicht; {kept} läuft weiter.`,"plan.dropped":`{account} bleibt auf {plan}.`,"activate.open":`Aktivieren`,"activate.title":`{account} aktivieren`,"activate.says":`Für eine Testphase, die zu zahlen beginnt, oder ein Konto, das zurückkommt.`,"activate.button":`Konto aktivieren`,"activate.granted":`{credits} werden sofort gutgeschrieben.`,"activate.trial":`Was von den Credits der Testphase übrig ist, verfällt.`,"activate.told":`{account} ist aktiv auf {plan}.`,"pause.open":`Pausieren`,"pause.title":`{account} pausieren`,"pause.button":`Konto pausieren`,"pause.effect":`Kein weiterer Zeitraum wird gutgeschrieben, bis es weitergeht.`,"pause.kept":`Was da ist, bleibt nutzbar.`,"pause.told":`{account} ist pausiert.`,"resume.open":`Fortsetzen`,"resume.title":`{account} fortsetzen`,"resume.button":`Konto fortsetzen`,"resume.effect":`Der laufende Zeitraum wird einmal voll gutgeschrieben.`,"resume.told":`{account} läuft weiter.`,"cancel.open":`Tarif kündigen`,"cancel.title":`Tarif von {account} kündigen`,"cancel.button":`Tarif kündigen`,"cancel.effect":`Der Tarif endet am {date}. Ein Tarifwechsel davor nimmt das zurück.`,"cancel.effect.now":`Der Tarif endet.`,"cancel.kept":`Zusätzliche Credits bleiben nutzbar, wie der Katalog es sagt.`,"cancel.told":`Der Tarif von {account} ist gekündigt.`,"overdraft.open":`Überziehungsgrenze`,"overdraft.title":`Überziehungsgrenze von {account}`,"overdraft.says":`Wie viel der Pool schulden darf. Die nächsten Credits zahlen zuerst eine Schuld.`,"overdraft.button":`Grenze speichern`,"overdraft.told":`{account} darf bis zu {credits} schulden.`},Ct={"account.make.open":`New account`,"account.make":`Make an account`,"account.make.says":`The product makes accounts when customers sign up. Make one here where it could not.`,"account.make.id":`The product's own id of the customer; it stays.`,"account.make.name":`Name on invoices`,"account.make.email":`Invoices go to`,"account.make.button":`Make account`,"account.make.trial":`A trial's credits are granted once, whatever the plan.`,"account.made":`The account {account} is there.`,"member.open":`Add somebody`,"member.add":`Add somebody to {account}`,"member.add.button":`Add member`,"member.added":`{member} is in {account} now.`,"member.id":`The product's own id of the person; it stays.`,"member.rights":`May: {rights}.`,"member.rights.none":`nothing but be there`,"member.edit":`Change`,"member.change":`Change {member} of {account}`,"member.change.button":`Save member`,"member.changed":`{member} is changed.`,"member.remove.open":`Remove`,"member.remove":`Remove {member} from {account}`,"member.remove.button":`Remove member`,"member.remove.effect":`Their sessions end at once. Entries keep their id.`,"member.removed":`{member} is no longer in {account}.`,"member.erase":`Name and mail address`,"member.erase.no":`Keep`,"member.erase.yes":`Forget for good`,"member.erase.not":`Name, mail address and language stay known.`,"member.erase.effect":`Name, mail address and language are forgotten; nothing brings them back.`,"plan.open":`Change plan`,"plan.title":`Change the plan of {account}`,"plan.says":`The plan is paid at the product. What happens to the credits stands below, as the server says it.`,"plan.when":`When`,"plan.when.catalog":`As the catalog says`,"plan.when.now":`Now`,"plan.when.period_end":`At the period's end`,"plan.credits":`Credits a period, if agreed otherwise`,"plan.later":`{plan} holds from {date} on.`,"plan.button":`Change plan`,"plan.told":`The plan of {account} is changed.`,"plan.drop.open":`Drop the scheduled change`,"plan.drop":`Drop the scheduled change of {account}`,"plan.drop.button":`Drop change`,"plan.drop.effect":`{plan} does not begin; {kept} goes on.`,"plan.dropped":`{account} stays on {plan}.`,"activate.open":`Activate`,"activate.title":`Activate {account}`,"activate.says":`For a trial that begins to pay, or an account that comes back.`,"activate.button":`Activate account`,"activate.granted":`{credits} are granted at once.`,"activate.trial":`What is left of the trial's credits expires.`,"activate.told":`{account} is active on {plan}.`,"pause.open":`Pause`,"pause.title":`Pause {account}`,"pause.button":`Pause account`,"pause.effect":`No further period is granted until it is resumed.`,"pause.kept":`What is there stays usable.`,"pause.told":`{account} is paused.`,"resume.open":`Resume`,"resume.title":`Resume {account}`,"resume.button":`Resume account`,"resume.effect":`The running period is granted in full, once.`,"resume.told":`{account} goes on.`,"cancel.open":`Cancel the plan`,"cancel.title":`Cancel the plan of {account}`,"cancel.button":`Cancel plan`,"cancel.effect":`The plan ends on {date}. A change of plan before that takes it back.`,"cancel.effect.now":`The plan ends.`,"cancel.kept":`Extra credits stay usable as the catalog says.`,"cancel.told":`The plan of {account} is canceled.`,"overdraft.open":`Overdraft limit`,"overdraft.title":`Overdraft limit of {account}`,"overdraft.says":`How much the pool may owe. The next credits pay a debt first.`,"overdraft.button":`Save limit`,"overdraft.told":`{account} may owe up to {credits}.`},wt={"account.make.open":`Nowe konto`,"account.make":`Utwórz konto`,"account.make.says":`Produkt tworzy konta, gdy klienci się rejestrują. Tutaj można to zrobić, gdy nie było to możliwe.`,"account.make.id":`Własny identyfikator klienta w produkcie; nie zmienia się.`,"account.make.name":`Nazwa na fakturach`,"account.make.email":`Faktury trafiają do`,"account.make.button":`Utwórz konto`,"account.make.trial":`Kredyty okresu próbnego są przyznawane raz, niezależnie od planu.`,"account.made":`Konto {account} zostało utworzone.`,"member.open":`Dodaj osobę`,"member.add":`Dodaj osobę do {account}`,"member.add.button":`Dodaj członka`,"member.added":`{member} należy teraz do {account}.`,"member.id":`Własny identyfikator osoby w produkcie; nie zmienia się.`,"member.rights":`Może: {rights}.`,"member.rights.none":`nic poza byciem tutaj`,"member.edit":`Zmień`,"member.change":`Zmień: {member}, {account}`,"member.change.button":`Zapisz członka`,"member.changed":`Zmieniono: {member}.`,"member.remove.open":`Usuń`,"member.remove":`Usuń {member} z {account}`,"member.remove.button":`Usuń członka`,"member.remove.effect":`Sesje tej osoby kończą się od razu. Wpisy zachowują identyfikator.`,"member.removed":`{member} nie należy już do {account}.`,"member.erase":`Imię i adres e-mail`,"member.erase.no":`Zachowaj`,"member.erase.yes":`Zapomnij na stałe`,"member.erase.not":`Imię, adres e-mail i język pozostają znane.`,"member.erase.effect":`Imię, adres e-mail i język zostaną zapomniane; nic ich nie przywróci.`,"plan.open":`Zmień plan`,"plan.title":`Zmień plan konta {account}`,"plan.says":`Za plan płaci się w produkcie. Co stanie się z kredytami, mówi serwer poniżej.`,"plan.when":`Kiedy`,"plan.when.catalog":`Jak mówi katalog`,"plan.when.now":`Teraz`,"plan.when.period_end":`Na koniec okresu`,"plan.credits":`Kredyty na okres, jeśli uzgodniono inaczej`,"plan.later":`{plan} obowiązuje od {date}.`,"plan.button":`Zmień plan`,"plan.told":`Plan konta {account} został zmieniony.`,"plan.drop.open":`Cofnij zaplanowaną zmianę`,"plan.drop":`Cofnij zaplanowaną zmianę konta {account}`,"plan.drop.button":`Cofnij zmianę`,"plan.drop.effect":`{plan} się nie rozpocznie; {kept} trwa dalej.`,"plan.dropped":`{account} pozostaje na {plan}.`,"activate.open":`Aktywuj`,"activate.title":`Aktywuj {account}`,"activate.says":`Dla okresu próbnego, który zaczyna płacić, albo konta, które wraca.`,"activate.button":`Aktywuj konto`,"activate.granted":`Od razu przyznane zostaną {credits}.`,"activate.trial":`Pozostałe kredyty okresu próbnego wygasają.`,"activate.told":`{account} jest aktywne na {plan}.`,"pause.open":`Wstrzymaj`,"pause.title":`Wstrzymaj {account}`,"pause.button":`Wstrzymaj konto`,"pause.effect":`Kolejny okres nie zostanie przyznany, dopóki konto nie zostanie wznowione.`,"pause.kept":`To, co jest, pozostaje do użycia.`,"pause.told":`{account} jest wstrzymane.`,"resume.open":`Wznów`,"resume.title":`Wznów {account}`,"resume.button":`Wznów konto`,"resume.effect":`Bieżący okres zostanie przyznany w całości, raz.`,"resume.told":`{account} działa dalej.`,"cancel.open":`Wypowiedz plan`,"cancel.title":`Wypowiedz plan konta {account}`,"cancel.button":`Wypowiedz plan`,"cancel.effect":`Plan kończy się {date}. Zmiana planu przed tym dniem to cofa.`,"cancel.effect.now":`Plan się kończy.`,"cancel.kept":`Dodatkowe kredyty pozostają do użycia, jak mówi katalog.`,"cancel.told":`Plan konta {account} został wypowiedziany.`,"overdraft.open":`Limit zadłużenia`,"overdraft.title":`Limit zadłużenia konta {account}`,"overdraft.says":`Ile pula może być winna. Następne kredyty najpierw spłacają dług.`,"overdraft.button":`Zapisz limit`,"overdraft.told":`{account} może być winne do {credits}.`},Tt={..._t,...Ct,...bt},Et={en:Tt,de:{...gt,...St,...yt},pl:{...vt,...wt,...xt}},Dt=[[`en`,`English`],[`de`,`Deutsch`],[`pl`,`Polski`]],Ot=6e4,kt=60*Ot,At=24*kt,jt=class extends pt{#e;#t;constructor(e){super(e),this.#e=Et[this.locale.slice(0,2)]??Tt,this.#t=new Intl.PluralRules(this.locale)}say(e,t={}){if(!Mt(e))return super.say(e,t);let n=this.#e[e];return(typeof n==`string`?n:n[this.#t.select(Number(t.n??0))]??n.other).replace(/\{(\w+)\}/g,(e,n)=>{let r=t[n];return r===void 0?e:typeof r==`number`?this.number(r):r})}word(e,t){let n=`${e}.${t}`;return Mt(n)||this.has(n)?this.say(n):t.replaceAll(`_`,` `)}away(e,t=Date.now()){let n=new Date(e).getTime()-t,r=new Intl.RelativeTimeFormat(this.locale,{numeric:`auto`}),i=Math.abs(n);return i<kt?r.format(Math.round(n/Ot),`minute`):i<At?r.format(Math.round(n/kt),`hour`):r.format(Math.round(n/At),`day`)}moment(e){return new Intl.DateTimeFormat(this.locale,{dateStyle:`medium`,timeStyle:`short`}).format(new Date(e))}month(e,t=`short`){return new Intl.DateTimeFormat(this.locale,{month:t,year:`numeric`,timeZone:`UTC`}).format(new Date(e))}all(e){return new Intl.ListFormat(this.locale,{type:`conjunction`}).format(e)}percent(e){return new Intl.NumberFormat(this.locale,{style:`percent`,maximumFractionDigits:1}).format(e)}duration(e){let[,t,n]=/^P(\d+)([DWMY])$/.exec(e)??[],r={D:`day`,W:`week`,M:`month`,Y:`year`}[n??``];return r===void 0?e:new Intl.NumberFormat(this.locale,{style:`unit`,unit:r,unitDisplay:`long`}).format(Number(t))}roundMoney({amount:e,currency:t}){let n=new Intl.NumberFormat(this.locale,{style:`currency`,currency:t}).resolvedOptions().maximumFractionDigits??2;return new Intl.NumberFormat(this.locale,{style:`currency`,currency:t,currencyDisplay:`narrowSymbol`,notation:`compact`,maximumFractionDigits:1}).format(e/10**n)}compact(e){return new Intl.NumberFormat(this.locale,{notation:`compact`,maximumFractionDigits:1}).format(e)}};function Mt(e){return Object.hasOwn(Tt,e)}var Nt=7e3,V={language:`scrip-console-language`,slash:`scrip-console-slash`},Pt=class extends k{static styles=[Re,ze,He,lt];static properties={state:{state:!0},place:{state:!0},told:{state:!0},language:{state:!0},hasSlash:{state:!0},isMenuOpen:{state:!0}};#e=new qe;#t;#n;#r=!1;#i;constructor(){super(),this.state=`asking`,this.place=ot(location),this.told=``,this.language=localStorage.getItem(V.language)??navigator.language,this.hasSlash=localStorage.getItem(V.slash)!==`off`,this.isMenuOpen=!1}get#a(){return new jt(navigator.languages.find(e=>e.startsWith(this.language))??this.language)}connectedCallback(){super.connectedCallback(),addEventListener(`popstate`,this.#m),addEventListener(`keydown`,this.#g),this.#e.addEventListener(`over`,this.#f),this.addEventListener(`lost`,this.#b),this.#l()}disconnectedCallback(){super.disconnectedCallback(),removeEventListener(`popstate`,this.#m),removeEventListener(`keydown`,this.#g),this.#e.removeEventListener(`over`,this.#f),this.removeEventListener(`lost`,this.#b)}willUpdate(e){e.has(`language`)&&(document.documentElement.lang=this.#a.locale),this.#t!==void 0&&(this.#n===void 0||e.has(`language`)||this.#n.operator!==this.#t.operator)&&(this.#n={line:this.#e,text:this.#a,operator:this.#t.operator,go:this.#p,act:this.#v,tell:this.#y});let t=it(this.place.room)?this.#a.say(`nav.${this.place.room}`):``;document.title=[this.state===`in`?[...this.place.rest].slice(0,1).concat(t).join(` · `):``,`Scrip`].filter(Boolean).join(` · `)}render(){let e=this.#a;if(this.state===`asking`)return S`<main class="still" aria-busy="true"><span class="sr">${e.say(`state.loading`)}</span></main>`;if(this.state===`away`)return S`<main class="still"><h1>Scrip</h1><p role="alert">${e.say(`problem.away`)}</p><button @click=${()=>void this.#l()}>${e.say(`state.again`)}</button></main>`;if(this.state===`out`||this.#n===void 0)return S`<console-sign-in .line=${this.#e} .text=${e} .wasIn=${this.#r} @signed-in=${this.#u}></console-sign-in>`;let t=this.#n;return S`<div class="frame" @click=${this.#h}>
        ${this.#o(t)}
        <main id="main">${ct(t,this.place)}</main>
      </div>
      <div class="told" role="status" aria-live="polite">${this.told===``?T:S`<p>${this.told}</p>`}</div>
      <console-act .desk=${t}></console-act>
      <console-calls .desk=${t}></console-calls>
      <console-finder .desk=${t} .rooms=${this.#c(t)}></console-finder>`}#o({text:e,operator:t}){return S`<header class="side">
      <button class="skip" @click=${()=>void this.#S()}>${e.say(`shell.skip`)}</button>
      <div class="top">
        <a class="name" href=${z()}>Scrip</a>
        <button class="menu quiet" aria-expanded=${this.isMenuOpen?`true`:`false`} aria-controls="menu" @click=${()=>this.isMenuOpen=!this.isMenuOpen}>${e.say(`shell.menu`)}</button>
      </div>
      <div id="menu" class=${this.isMenuOpen?`open`:`folded`}>
        <button class="find" @click=${()=>this.#_()?.open()}><span>${e.say(`shell.find`)}</span>${this.hasSlash?S`<kbd>/</kbd>`:S`<kbd>Ctrl K</kbd>`}</button>
        <nav aria-label=${e.say(`shell.rooms`)}>${nt.map(([t,n])=>this.#s(e,t,n))}</nav>
        <div class="foot">
          <button class="quiet" @click=${()=>this.renderRoot.querySelector(`console-calls`)?.open()}>${e.say(`calls.title`)}</button>
          <details @toggle=${e=>e.target.scrollIntoView({block:`end`})}>
          <summary><strong>${t.name}</strong> <span class="muted">${e.word(`role`,t.role)}</span></summary>
          <div class="own">
          <label>${e.say(`shell.language`)}<select @change=${this.#C}>
            ${Dt.map(([t,n])=>S`<option value=${t} ?selected=${e.locale.startsWith(t)}>${n}</option>`)}
          </select></label>
          <label class="tick"><input type="checkbox" .checked=${this.hasSlash} @change=${this.#w} />${e.say(`shell.slash`)}</label>
          <a href=${z(`me`)}>${e.say(`shell.password`)}</a>
          <button @click=${()=>void this.#d()}>${e.say(`shell.out`)}</button>
          </div>
          </details>
        </div>
      </div>
    </header>`}#s(e,t,n){let r=n.filter(e=>this.#t!==void 0&&M(this.#t.operator,R(e)));return r.length===0?T:S`<h2 id=${t}>${e.say(`nav.group.${t}`)}</h2>
      <ul aria-labelledby=${t}>
        ${r.map(t=>S`<li><a href=${z(t)} aria-current=${this.place.room===t?`page`:T}>${e.say(`nav.${t}`)}</a></li>`)}
      </ul>`}#c({operator:e}){return nt.flatMap(([,e])=>[...e]).filter(t=>M(e,R(t)))}async#l(){try{this.#t=await this.#e.read(I(`get`,`/v1/operator-sessions/current`)),this.state=`in`}catch(e){this.state=j(e).isAway?`away`:`out`}}#u=e=>{this.#t=e.detail,this.state=`in`,this.updateComplete.then(()=>this.#S())};async#d(){try{await this.#e.read(I(`delete`,`/v1/operator-sessions/current`))}catch(e){if(j(e).code!==`unauthenticated`)return this.#y(this.#a.say(`shell.still`))}this.#t=void 0,this.#n=void 0,this.#r=!1,this.state=`out`}#f=()=>{this.state===`in`&&(this.#r=!0,this.state=`out`)};#p=(e,t=!1)=>{let n=ot(new URL(e,location.href)).room===this.place.room;history[t?`replaceState`:`pushState`]({},``,e),this.#m(),t||this.updateComplete.then(()=>n?this.#x():this.#S()),t||scrollTo(0,0)};#m=()=>{this.place=ot(location),this.isMenuOpen=!1};#h=e=>{if(e.defaultPrevented||e.button!==0||e.metaKey||e.ctrlKey||e.shiftKey||e.altKey)return;let t=e.composedPath().find(e=>e instanceof HTMLAnchorElement);t===void 0||t.target!==``||t.hasAttribute(`download`)||t.origin!==location.origin||(t.pathname===z()||t.pathname.startsWith(`${z()}/`))&&(e.preventDefault(),this.#p(t.pathname+t.search))};#g=e=>{if(this.state!==`in`||e.defaultPrevented)return;let t=(L()?.matches(`input:not([type=checkbox]), textarea, select`)??!1)||e.altKey,n=e.key===`/`&&this.hasSlash&&!t&&!e.ctrlKey&&!e.metaKey,r=e.key.toLowerCase()===`k`&&(e.ctrlKey||e.metaKey);(n||r)&&(e.preventDefault(),this.#_()?.open())};#_(){return this.renderRoot.querySelector(`console-finder`)}#v=e=>this.renderRoot.querySelector(`console-act`)?.open(e)??Promise.resolve(!1);#y=e=>{this.told=e,clearTimeout(this.#i),this.#i=setTimeout(()=>this.told=``,Nt)};#b=()=>void this.#x();async#x(){await this.updateComplete,(L()===void 0||L()===this)&&await this.#S()}async#S(){let e=this.renderRoot.querySelector(`main`)?.firstElementChild;e instanceof k&&await e.updateComplete,(e?.shadowRoot?.querySelector(`h1`)??e?.querySelector(`h1`))?.focus()}#C=e=>{this.language=e.target.value,localStorage.setItem(V.language,this.language)};#w=e=>{this.hasSlash=e.target.checked,localStorage.setItem(V.slash,this.hasSlash?`on`:`off`)}},Ft=class extends N{static properties={...N.properties,onlyDeeds:{state:!0}};#e=!1;constructor(){super(),this.onlyDeeds=!1}open(){this.#e=!0,this.desk.line.addEventListener(`call`,this.#t),this.requestUpdate(),this.renderRoot.querySelector(`dialog`)?.showModal()}render(){let e=this.#e?this.desk.line.calls.filter(({ask:e})=>!this.onlyDeeds||e.verb!==`get`):[];return S`<dialog class="side" aria-labelledby="title" @close=${this.#n}>
      <div class="head">
        <h2 id="title">${this.say(`calls.title`)}</h2>
        <button class="quiet" @click=${()=>this.renderRoot.querySelector(`dialog`)?.close()}>${this.say(`calls.close`)}</button>
      </div>
      <p class="muted">${this.say(`calls.says`)}</p>
      <label class="tick"><input type="checkbox" .checked=${this.onlyDeeds} @change=${e=>this.onlyDeeds=e.target.checked} />${this.say(`calls.deeds`)}</label>
      ${e.length===0?S`<p class="muted">${this.say(`calls.none`)}</p>`:S`<ol class="calls">
        ${e.map(e=>S`<li>
            <details>
              <summary>
                <span class="verb">${e.ask.verb.toUpperCase()}</span> <span class="address">${e.ask.path}</span>
                <span class=${e.status>=200&&e.status<300?`chip good`:`chip bad`}>${e.status===0?this.say(`calls.silent`):String(e.status)}</span>
                <span class="muted">${this.text.number(Math.round(e.tookMs))} ms</span>
              </summary>
              <console-call .desk=${this.desk} .call=${e.ask}></console-call>
            </details>
          </li>`)}
      </ol>`}
    </dialog>`}#t=()=>this.requestUpdate();#n=()=>{this.#e=!1,this.desk.line.removeEventListener(`call`,this.#t),this.requestUpdate()}},It=120,H=8,Lt=/^ord_[0-9A-HJKMNP-TV-Z]{16}$/,Rt=class extends N{static properties={...N.properties,rooms:{attribute:!1},words:{state:!0},hits:{state:!0},at:{state:!0}};#e;#t=0;constructor(){super(),this.rooms=[],this.words=``,this.hits=[],this.at=0}async open(){this.words=``,this.hits=this.#o(``),this.at=0,await this.updateComplete;let e=this.renderRoot.querySelector(`dialog`);e?.open!==!0&&e?.showModal(),this.renderRoot.querySelector(`input`)?.focus()}render(){return S`<dialog class="finder" aria-label=${this.say(`find.title`)}>
      <input
        type="text"
        role="combobox"
        aria-label=${this.say(`find.title`)}
        aria-expanded="true"
        aria-controls="hits"
        aria-activedescendant=${this.hits.length===0?T:`hit-${this.at}`}
        aria-autocomplete="list"
        autocomplete="off"
        spellcheck="false"
        placeholder=${this.say(`find.hint`)}
        .value=${this.words}
        @input=${this.#n}
        @keydown=${this.#r}
      />
      <div id="hits" role="listbox" aria-label=${this.say(`find.hits`)}>
        ${this.hits.map((e,t)=>S`<div role="option" id=${`hit-${t}`} aria-selected=${t===this.at?`true`:`false`} @click=${()=>this.#i(e)}>
            <span>${e.title}</span><span class="muted">${e.under}</span>
          </div>`)}
      </div>
      <p class="muted small" role="status">${this.hits.length===0?this.say(`find.none`):this.say(`find.keys`)}</p>
    </dialog>`}#n=e=>{this.words=e.target.value.trim(),this.hits=this.#a(),this.at=0,clearTimeout(this.#e),this.words!==``&&(this.#e=setTimeout(()=>void this.#s(),It))};#r=e=>{let t=e.key===`ArrowDown`?1:e.key===`ArrowUp`?-1:0;t!==0&&this.hits.length>0&&(e.preventDefault(),this.at=(this.at+t+this.hits.length)%this.hits.length,this.updateComplete.then(()=>this.renderRoot.querySelector(`#hit-${this.at}`)?.scrollIntoView({block:`nearest`})));let n=this.hits[this.at];e.key===`Enter`&&n!==void 0&&(e.preventDefault(),this.#i(n))};#i(e){this.renderRoot.querySelector(`dialog`)?.close(),this.desk.go(e.address)}#a(){let e=this.words.replace(/\s/g,``);return Lt.test(e)?[{address:z(`orders`,e),title:e,under:this.say(`find.order`)}]:this.#o(this.words)}#o(e){let t=e.toLocaleLowerCase(this.text.locale),n=this.rooms.map(e=>({address:z(e),title:this.say(`nav.${e}`),under:this.say(`find.room`)}));return n.filter(({title:e})=>e.toLocaleLowerCase(this.text.locale).includes(t)).slice(0,e===``?n.length:H)}async#s(){let e=++this.#t,t=this.words;try{let{data:n}=await this.desk.line.read(I(`get`,`/v1/accounts`,{query:{q:t,limit:H}}));if(e!==this.#t||t!==this.words)return;let r=n.map(e=>({address:z(`accounts`,e.id),title:e.id,under:e.billing?.name??this.say(`find.account`)}));this.hits=[...r,...this.#a()].slice(0,H),this.at=0}catch{}}},zt=class extends k{static styles=[Re,ze,He,o`
      :host {
        display: grid;
        place-items: center;
        min-block-size: 100dvh;
        padding: 1rem;
        background: var(--_sunken);
      }
      form {
        inline-size: min(21rem, 100%);
        background: var(--_surface);
        border: 1px solid var(--_line);
        border-radius: calc(var(--_radius) + 4px);
        padding: 1.6rem 1.5rem 1.4rem;
      }
      input {
        inline-size: 100%;
        min-height: 2.25rem;
      }
      button {
        inline-size: 100%;
        min-height: 2.25rem;
        margin-block-start: 0.6rem;
      }
    `];static properties={line:{attribute:!1},text:{attribute:!1},wasIn:{attribute:!1},isBusy:{state:!0},problem:{state:!0}};constructor(){super(),this.isBusy=!1,this.wasIn=!1}firstUpdated(){this.renderRoot.querySelector(`input`)?.focus()}render(){let{text:e}=this;return S`<main>
      <form @submit=${this.#t}>
        <h1>${e.say(`sign.title`)}</h1>
        <p class="muted">${e.say(this.wasIn?`sign.over`:`sign.says`)}</p>
        ${this.problem===void 0?T:S`<p class="strip bad" role="alert">${this.#e(this.problem)}</p>`}
        <div class="field"><label for="email">${e.say(`sign.email`)}</label><input id="email" name="email" type="email" autocomplete="username" required /></div>
        <div class="field"><label for="password">${e.say(`sign.password`)}</label><input id="password" name="password" type="password" autocomplete="current-password" required /></div>
        <button class="primary" aria-disabled=${this.isBusy?`true`:`false`}>${e.say(`sign.in`)}</button>
      </form>
    </main>`}#e(e){return e.code===`sign_in_failed`?this.text.say(`sign.wrong`):e.status===429?this.text.say(`sign.tries`):e.status===0?this.text.say(`problem.away`):e.message}#t=async e=>{if(e.preventDefault(),this.isBusy)return;let t=new FormData(e.target),n={email:String(t.get(`email`)),password:String(t.get(`password`))};this.isBusy=!0,this.problem=void 0;try{let e=await this.line.read(I(`post`,`/v1/operator-sessions`,{body:n}));this.dispatchEvent(new CustomEvent(`signed-in`,{detail:e}))}catch(e){this.problem=j(e);let t=this.renderRoot.querySelector(`#password`);t!==null&&(t.value=``,t.focus())}this.isBusy=!1}};function Bt(e,t){return S`<span class="chip ${t.state===`active`?`good`:t.state===`ended`?`bad`:`warn`}">${e.word(`account.state`,t.state)}</span>${t.paused?S` <span class="chip warn">${e.say(`account.paused`)}</span>`:T}`}function Vt(e,t){return S`<span class="chip ${{pending:``,awaiting_payment:`warn`,paid:`good`,canceled:``,refunded:``,disputed:`bad`}[t.status]}">${t.status===`refunded`&&t.refunded_credits<t.credits?e.say(`order.partly`):e.word(`order.status`,t.status)}</span>`}function Ht(e,t){return`${e.word(`grant`,t.kind)}${t.plan?` ${t.plan}`:``}`}var Ut=[`grant`,`roll`,`release`,`reverse`,`reinstate`],Wt=[`spend`,`settle`,`expire`,`void`,`reserve`,`claw`];function Gt(e,t){return t.credits===void 0||t.credits===null?``:(t.credits===0?``:Ut.includes(t.kind)?`+`:Wt.includes(t.kind)?`−`:``)+e.number(t.credits)}function Kt(e){return Ut.includes(e.kind)&&(e.credits??0)>0}function U(...e){return e.reduce((e,t)=>e+Math.round(t*1e3),0)/1e3}function W(e,t){return U(e,-t)}var qt=`1000000000000`;function Jt(e,t,n){return{title:e.say(`give.title`,{account:t}),says:e.say(`give.says`),fields:[{name:`credits`,label:e.say(`history.credits`),kind:`number`,min:`0.001`,max:qt,step:`0.001`},{name:`kind`,label:e.say(`history.kind`),kind:`select`,value:`adjustment`,options:[`adjustment`,`promotional`].map(t=>[t,e.word(`grant`,t)])},{name:`expires_in`,label:e.say(`grants.expires`),kind:`select`,value:``,options:[[``,e.say(`grants.never`)],[`P30D`,e.say(`give.days`,{n:30})],[`P90D`,e.say(`give.days`,{n:90})],[`P1Y`,e.say(`give.year`)]]},{name:`reason`,label:e.say(`act.reason`),kind:`area`,hint:e.say(`give.reason`),lengthMax:500}],button:e.say(`give.button`),effect:r=>{let i=Number(r.credits);if(!(i>0))return[];let a=Math.min(n.owed,i),o=[{what:e.say(`usage.left`,{account:t}),from:e.number(n.available),to:e.number(U(n.available,i,-a))}];return a>0&&o.push({what:e.say(`effect.owed`),from:e.number(n.owed),to:e.number(W(n.owed,a))}),o},ask:(e,n)=>I(`post`,`/v1/accounts/{account}/grants`,{path:{account:t},key:n,body:{kind:e.kind,credits:Number(e.credits),reason:e.reason??``,...e.expires_in?{expires_in:e.expires_in}:{}}}),told:n=>e.say(`give.told`,{credits:e.credits(n.credits),account:t})}}function Yt(e,t,n,r){let i=String(n.available),a=e=>Math.min(Number(e.credits??i),n.available),o=(n.scope?.features.length??0)+(n.scope?.subaccounts.length??0)>0;return{title:e.say(`take.title`,{grant:Ht(e,n)}),says:e.say(`take.says`),fields:[{name:`credits`,label:e.say(`history.credits`),kind:`number`,min:`0.001`,max:i,step:`0.001`,value:i},{name:`reason`,label:e.say(`act.reason`),kind:`area`,lengthMax:500}],button:e.say(`take.button`),isGrave:!0,effect:i=>{let s=a(i);return s>0?[{what:e.say(`effect.grant`),from:e.number(n.available),to:e.number(W(n.available,s))},...o?[]:[{what:e.say(`usage.left`,{account:t}),from:e.number(r.available),to:e.number(W(r.available,s))}],...s===n.available?[{what:e.say(`take.closed`)}]:[]]:[]},ask:(e,t)=>{let r=a(e),i={reason:e.reason??``,...r===n.available?{}:{credits:r}};return I(`post`,`/v1/grants/{grant}/void`,{path:{grant:n.id},key:t,body:i})},told:({credits:n})=>e.say(`take.told`,{credits:e.credits(n),account:t})}}function Xt(e,t,n){return{title:e.say(n===void 0?`limit.title`:`limit.change`,{account:t}),says:e.say(`agency.limits.hint`),fields:[...n===void 0?[{name:`subject`,label:e.say(`agency.subject`),value:`member:*`,hint:e.say(`limit.subject`)}]:[],{name:`credits`,label:e.say(`history.credits`),kind:`number`,min:`0`,max:qt,step:`0.001`,value:n===void 0?``:String(n.credits)},{name:`per`,label:e.say(`agency.per`),kind:`select`,value:n?.per??`period`,options:[`period`,`month`,`day`].map(t=>[t,e.say(`agency.per.${t}`)])}],button:e.say(`agency.set`),effect:t=>{if(!t.credits)return[];let r=e.say(`limit.figure`,{credits:e.credits(Number(t.credits)),per:e.word(`agency.per`,t.per??`period`)}),i=n===void 0?e.say(`limit.none`):e.say(`limit.figure`,{credits:e.credits(n.credits),per:e.word(`agency.per`,n.per)});return[{what:e.say(`limit.of`,{subject:n?.subject??t.subject??``}),from:i,to:r}]},ask:e=>I(`put`,`/v1/accounts/{account}/limits/{subject}`,{path:{account:t,subject:n?.subject??e.subject??``},body:{credits:Number(e.credits),per:e.per}}),told:({subject:t})=>e.say(`limit.told`,{subject:t})}}function Zt(e,t,n){return{title:e.say(`limit.remove`,{subject:n.subject}),button:e.say(`limit.remove.button`),isGrave:!0,effect:()=>[{what:e.say(`limit.of`,{subject:n.subject}),from:e.say(`limit.figure`,{credits:e.credits(n.credits),per:e.word(`agency.per`,n.per)}),to:e.say(`limit.none`)}],ask:()=>I(`delete`,`/v1/accounts/{account}/limits/{subject}`,{path:{account:t,subject:n.subject}}),told:({subject:t})=>e.say(`limit.removed`,{subject:t})}}function Qt(e,t,n){return{title:e.say(`support.title`,{account:t}),says:e.say(`support.says`),fields:[{name:`member`,label:e.say(`history.member`),kind:`select`,value:n[0]?.id??``,options:n.map(({id:e,name:t,role:n})=>[e,`${t??e} (${n})`])},{name:`reason`,label:e.say(`act.reason`),kind:`area`,hint:e.say(`support.reason`),lengthMax:500}],button:e.say(`support.button`),effect:()=>[{what:e.say(`support.readonly`)},{what:e.say(`support.audited`)}],ask:e=>I(`post`,`/v1/accounts/{account}/support-sessions`,{path:{account:t},body:{member:e.member??``,reason:e.reason??``}}),told:({member:t})=>e.say(`support.told`,{member:t})}}var $t=class{problem;isBusy=!1;host;#e=``;#t=0;#n;constructor(e){this.host=e,e.addController(this)}hostConnected(){document.addEventListener(`visibilitychange`,this.#i)}hostDisconnected(){document.removeEventListener(`visibilitychange`,this.#i),this.#n?.removeEventListener(`changed`,this.#r),this.#n=void 0,this.#e=``,this.#t+=1}hostUpdate(){let e=this.address();e!==this.#e&&(this.#e=e??``,this.forget(),e!==void 0&&this.again())}async again(){let{line:e}=this.host.desk;this.#n!==e&&(this.#n?.removeEventListener(`changed`,this.#r),e.addEventListener(`changed`,this.#r),this.#n=e);let t=++this.#t;this.isBusy=!0;let n;try{let r=await this.fetch(e);if(t!==this.#t)return;n=L(),r(),this.problem=void 0}catch(e){if(t!==this.#t)return;this.problem=j(e)}this.isBusy=!1,this.host.requestUpdate(),await this.host.updateComplete,n?.isConnected===!1&&this.host.dispatchEvent(new CustomEvent(`lost`,{bubbles:!0,composed:!0}))}waiting(){let{text:e}=this.host.desk;return this.problem===void 0?S`<div class="waiting" aria-busy="true"><span class="sr">${e.say(`state.loading`)}</span><i class="bone"></i><i class="bone"></i><i class="bone"></i></div>`:S`<div class="failed" role="alert">
      <p>${F(this.problem,e)}</p>
      <button @click=${()=>void this.again()}>${e.say(`state.again`)}</button>
    </div>`}stale(){return this.problem===void 0?T:S`<div class="strip bad" role="alert">${F(this.problem,this.host.desk.text)} <button class="quiet" @click=${()=>void this.again()}>${this.host.say(`state.again`)}</button></div>`}#r=()=>void(this.#e!==``&&this.again());#i=()=>{document.visibilityState===`visible`&&this.#e!==``&&this.again()}},G=class extends $t{value;etag;#e;constructor(e,t){super(e),this.#e=t}show(e){return this.value===void 0?this.waiting():S`${this.stale()}${e(this.value)}`}address(){return this.#e()?.path}async fetch(e){let t=this.#e();if(t===void 0)return()=>void 0;let{value:n,etag:r}=await e.hear(t);return()=>{this.value=n,this.etag=r}}forget(){this.value=void 0,this.etag=void 0}},en=2e3,K=class extends $t{rows;#e=null;#t=1;#n;constructor(e,t){super(e),this.#n=t}show(e){return this.rows===void 0?this.waiting():S`${this.stale()}${e(this.rows)}${this.#r(this.rows.length)}`}#r(e){return this.#e===null||e>=en?T:S`<p class="onward"><button @click=${()=>{this.#t+=1,this.again()}} ?disabled=${this.isBusy}>${this.host.say(`history.more`)}</button></p>`}address(){return this.#n(void 0)?.path}async fetch(e){let t=[],n=null;for(let r=0;r<this.#t;r+=1){let r=this.#n(n??void 0);if(r===void 0)break;let i=await e.read(r);if(t.push(...i.data),n=i.next_cursor,n===null)break}return()=>{this.rows=t,this.#e=n}}forget(){this.rows=void 0,this.#e=null,this.#t=1}},q;function tn(e){q=e}function nn(e){return q?.account===e&&new Date(q.expires_at).getTime()>Date.now()?q:void 0}function rn(){q=void 0}var an=[`overview`,`entries`,`grants`,`members`,`limits`,`orders`,`messages`],on=200,sn=class extends P{#e=new G(this,()=>I(`get`,`/v1/accounts/{account}`,{path:{account:this.#n}}));#t=new G(this,()=>I(`get`,`/v1/accounts/{account}/balance`,{path:{account:this.#n}}));get#n(){return this.place.rest[0]??``}render(){let e=this.place.rest[1]??`overview`;if(this.#e.value===void 0)return S`${this.head(this.#n)}${this.#e.waiting()}`;let t=this.#e.value;return e===`as`?S`<console-support .desk=${this.desk} .place=${this.place}></console-support>`:S`${this.head(this.#n,{under:this.#r(t),acts:this.#i(t)})}
      <nav class="sections" aria-label=${this.say(`account.sections`)}>
        ${an.map(t=>S`<a href=${t===`overview`?z(`accounts`,this.#n):z(`accounts`,this.#n,t)} aria-current=${t===e?`page`:T}>${this.say(`account.${t}`)}</a>`)}
      </nav>
      ${this.#e.stale()} ${this.#a(e,t)}`}#r(e){return S`${e.billing?.name?S`${e.billing.name} · `:T}${this.text.word(`account.kind`,e.kind)}${e.parent?S` ${this.say(`account.of`)} <a href=${z(`accounts`,e.parent)}>${e.parent}</a>`:T} · ${e.plan}
      ${Bt(this.text,e)}`}#i(e){let t=this.#t.value;return S`${this.may(`finance`)&&t!==void 0?S`<button @click=${()=>void this.desk.act(Jt(this.text,e.id,t))}>${this.say(`give.open`)}</button>`:T}
      <button @click=${()=>void this.#o(e.id)}>${this.say(`support.open`)}</button>`}#a(e,t){let n=this.#t.value;switch(e){case`entries`:return S`<account-entries .desk=${this.desk} .place=${this.place}></account-entries>`;case`grants`:return S`<account-grants .desk=${this.desk} .place=${this.place} .balance=${n}></account-grants>`;case`members`:return S`<account-members .desk=${this.desk} .place=${this.place} .account=${t}></account-members>`;case`limits`:return S`<account-limits .desk=${this.desk} .place=${this.place}></account-limits>`;case`orders`:return S`<account-orders .desk=${this.desk} .place=${this.place}></account-orders>`;case`messages`:return S`<account-messages .desk=${this.desk} .place=${this.place}></account-messages>`;default:return S`<account-overview .desk=${this.desk} .place=${this.place} .account=${t} .balance=${n}></account-overview>`}}async#o(e){let{data:t}=await this.desk.line.read(I(`get`,`/v1/accounts/{account}/members`,{path:{account:e},query:{limit:on}})).catch(()=>({data:[]}));if(t.length===0)return this.desk.tell(this.say(`support.nobody`));let n=Qt(this.text,e,t),r=``;await this.desk.act({...n,ask:(e,t)=>(r=e.reason??``,n.ask(e,t)),told:e=>(tn({...e,reason:r}),n.told(e))})&&this.desk.go(z(`accounts`,e,`as`))}},cn=1e4;async function ln(e,t,n){try{let r=await e.desk.line.fetch(t),i=document.createElement(`a`);i.href=URL.createObjectURL(await r.blob()),i.download=n,i.click(),setTimeout(()=>URL.revokeObjectURL(i.href),cn)}catch(t){e.desk.tell(F(j(t),e.text))}}var un=200,dn=48,fn=864e5,pn=1e3,mn=50,hn=class extends $t{rows;#e=!1;#t=un;#n;#r;constructor(e,t,n){super(e),this.#r=t,this.#n=n}show(e){return this.rows===void 0?this.waiting():S`${this.stale()}${e(this.rows)}${this.#e?S`<p class="onward"><button @click=${()=>{this.#t+=un,this.again()}} ?disabled=${this.isBusy}>${this.host.say(`history.more`)}</button></p>`:T}`}address(){return this.#n({from:String(this.#r()),to:void 0,after:void 0}).path}async fetch(e){let t=this.#r(),n=[],r,i=fn,a=dn,o=async(t,n)=>(--a,e.read(this.#n({from:gn(t),to:r===void 0?void 0:gn(r),after:n})));for(;a>0&&n.length<this.#t&&(r??1/0)>t;){let e=r??Date.now(),s=Math.max(t,e-i),c=await o(s);if(c.next_cursor!==null&&e-s>pn){i=Math.max((e-s)/4,pn);continue}let l=[...c.data];for(;c.next_cursor!==null&&a>0;)l.push(...(c=await o(s,c.next_cursor)).data);n.push(...l.reverse()),l.length<mn&&(i*=4),r=s}return()=>{this.rows=n,this.#e=(r??1/0)>t}}forget(){this.rows=void 0,this.#e=!1,this.#t=un}};function gn(e){return new Date(e).toISOString()}function _n(e,t,n){let r=vn(e,n);if(r===void 0)return;let i=r.map(({exact:e})=>e).reduce(Cn,{over:0n,under:1n}),a=Tn(i,Y(t)),o;return X(e.min)&&wn(a,Y(e.min))&&([a,o]=[Y(e.min),`min`]),X(e.max)&&wn(Y(e.max),a)&&([a,o]=[Y(e.max),`max`]),{lines:r.map(({exact:e,...t})=>({...t,credits:En(e)})),sum:En(i),cost:En(a),bound:o}}function vn(e,t){let n=t.quantity??1;if(X(e.per_use))return[J(`use`,void 0,n,e.per_use,1)];if(e.tiers)return e.tiering===`volume`?yn(e,n):bn(e,n);if(e.rates&&t.usage)return xn(e.rates,t.usage)}function yn(e,t){let n=e.tiers?.find(({up_to:e})=>!X(e)||t<=e);return n===void 0?void 0:[J(e.unit??`unit`,void 0,t,n.per_unit,1)]}function bn(e,t){let n=[],r=0;for(let{up_to:i,per_unit:a}of e.tiers??[]){let o=Math.min(t,i??t);o>r&&n.push(J(e.unit??`unit`,void 0,o-r,a,1)),r=Math.max(r,o)}return n}function xn(e,t){let n=typeof t.model==`string`?t.model:void 0,r=[];for(let[i,a]of Object.entries(t)){if(i===`model`||typeof a!=`number`)continue;let t=e.filter(e=>e.dimension===i&&Sn(e.model,n)>=0).sort((e,t)=>Sn(t.model,n)-Sn(e.model,n))[0];if(t===void 0)return;r.push(J(i,t.model,a,t.credits,t.per))}return r}function Sn(e,t){return e===`*`?0:t===void 0?-1:e.endsWith(`*`)?t.startsWith(e.slice(0,-1))?e.length-1:-1:e===t?2**53-1:-1}function J(e,t,n,r,i){let a=Y(n),o=Y(r);return{item:e,model:t,quantity:n,rate:r,per:i,exact:{over:a.over*o.over,under:a.under*o.under*BigInt(i)}}}function Y(e){let[t=`0`,n=`0`]=String(e).toLowerCase().split(`e`),[r=`0`,i=``]=t.split(`.`),a=Number(n)-i.length,o=BigInt(r+i);return a>=0?{over:o*10n**BigInt(a),under:1n}:{over:o,under:10n**BigInt(-a)}}function Cn(e,t){return{over:e.over*t.under+t.over*e.under,under:e.under*t.under}}function wn(e,t){return e.over*t.under<t.over*e.under}function Tn(e,t){let n=e.over*t.under,r=e.under*t.over;return{over:(n/r+(n%r>0n?1n:0n))*t.over,under:t.under}}function En({over:e,under:t}){return Number(e*1000000n/t)/1e6}function X(e){return e!=null}var Dn=[`grant`,`expire`,`void`,`roll`,`spend`,`reserve`,`settle`,`release`,`reverse`,`claw`,`reinstate`,`order`,`account`,`notice`],On=[1,7,31,366],kn=864e5,An=class extends P{static styles=[...P.styles,o`
      dl.facts {
        margin-block: 0.5rem;
      }
      .sum td {
        border-block-start: 1px solid var(--_line);
        font-weight: 600;
      }
      .price {
        inline-size: auto;
        margin-block: 0.35rem;
      }
      .price td {
        block-size: auto;
        padding: 0.15rem 1rem 0.15rem 0;
        border: 0;
      }
    `];static properties={...P.properties,versions:{state:!0}};#e=new hn(this,()=>this.#d(),e=>I(`get`,`/v1/accounts/{account}/entries`,{path:{account:this.#t},query:{...e,limit:200,kind:this.#f(`kind`),feature:this.#f(`feature`),member:this.#f(`member`),subaccount:this.#f(`subaccount`)}}));constructor(){super(),this.versions=new Map}get#t(){return this.place.rest[0]??``}render(){return S`<form class="filters" @submit=${e=>e.preventDefault()} @change=${this.#p}>
        <label>${this.say(`entries.span`)}<select name="days">${On.map(e=>S`<option value=${String(e)} ?selected=${e===this.#u()}>${this.say(`entries.days`,{n:e})}</option>`)}</select></label>
        <label>${this.say(`history.kind`)}<select name="kind"><option value="">${this.say(`history.all`)}</option>${Dn.map(e=>S`<option value=${e} ?selected=${e===this.#f(`kind`)}>${this.text.word(`kind`,e)}</option>`)}</select></label>
        ${[`feature`,`member`,`subaccount`].map(e=>S`<label>${this.say(`history.${e}`)}<input name=${e} .value=${this.#f(e)??``} size="12" /></label>`)}
        <button type="button" @click=${()=>void this.#m()}>${this.say(`history.csv`)}</button>
      </form>
      ${this.#e.show(e=>e.length===0?this.empty(this.say(`history.none.filter`)):this.#n(e))}`}#n(e){return S`<div class="scroll" tabindex="0" role="region" aria-label=${this.say(`account.entries`)}>
      <table>
        <caption>${this.say(`history.caption`)}</caption>
        <thead>
          <tr>
            <th scope="col">${this.say(`history.time`)}</th>
            <th scope="col">${this.say(`history.what`)}</th>
            <th scope="col">${this.say(`history.who`)}</th>
            <th scope="col" class="number">${this.say(`history.credits`)}</th>
            <th scope="col" class="number">${this.say(`history.left`)}</th>
          </tr>
        </thead>
        <tbody>
          ${e.map(e=>this.#r(e))}
        </tbody>
      </table>
    </div>`}#r(e){let t=`${this.text.word(`kind`,e.kind)}${e.feature?`: ${e.feature}`:``}`;return S`<tr>
      <td>${this.text.time(e.at)}</td>
      <td class="wrap">
        <details @toggle=${t=>void(t.target.open&&this.#l(e.catalog_version))}>
          <summary>${t}</summary>
          ${this.#i(e)}
        </details>
      </td>
      <td>${e.member??this.text.word(`by`,e.by)}</td>
      <td class="number"><span class=${Kt(e)?`good-text`:``}>${Gt(this.text,e)}</span></td>
      <td class="number">${e.available===void 0||e.available===null?T:this.text.number(e.available)}</td>
    </tr>`}#i(e){let t=[];e.account!==this.#t&&t.push([this.say(`history.subaccount`),e.account]),e.quantity&&t.push([this.say(`entries.quantity`),this.text.number(e.quantity)]);for(let[n,r]of Object.entries(e.usage??{}))t.push([n,typeof r==`number`?this.text.number(r):String(r)]);e.reason&&t.push([this.say(`act.reason`),e.reason]),e.operator&&t.push([this.say(`by.operator`),S`<span class="mono">${e.operator}</span>`]),e.order&&t.push([this.say(`order.one`),S`<a href=${z(`orders`,e.order)}>${e.order}</a>`]);for(let n of e.draws??[])t.push([this.say(`entries.from`,{kind:this.text.word(`grant`,n.kind)}),S`${this.text.credits(n.credits)} · ${this.#a(n.grant)}`]);for(let n of e.returned??[])t.push([this.say(`entries.back`),S`${this.text.credits(n.credits)} · ${this.#a(n.grant)}${n.expired>0?` · ${this.say(`entries.expired`,{credits:this.text.credits(n.expired)})}`:T}`]);return e.grant&&!(e.draws??[]).length&&t.push([this.say(`entries.grant`),this.#a(e.grant)]),e.spend&&t.push([this.say(`entries.spend`),S`<span class="mono">${e.spend}</span>`]),e.metadata&&t.push([this.say(`entries.notes`),S`<span class="mono">${JSON.stringify(e.metadata)}</span>`]),t.push([this.say(`entries.line`),S`#${e.sequence} · <span class="mono">${e.id}</span> · ${this.say(`entries.version`,{version:String(e.catalog_version)})}`]),S`<p>${e.text}</p>
      ${this.#o(e)}
      <dl class="facts">${t.map(([e,t])=>S`<dt>${e}</dt><dd>${t}</dd>`)}</dl>`}#a(e){return S`<a class="mono" href=${`${z(`accounts`,this.#t,`grants`)}#${e}`}>${e}</a>`}#o(e){if(![`spend`,`settle`,`reserve`].includes(e.kind)||!e.feature)return T;let t=this.versions.get(e.catalog_version);if(t===void 0)return S`<p class="muted" aria-busy="true">…</p>`;let n=t.features.find(({id:t})=>t===e.feature)?.price,r=n&&_n(n,t.step,e);if(!r)return S`<p class="muted">${this.say(`entries.stated`)}</p>`;let i=r.cost!==e.credits;return S`<table class="price">
      <tbody>
        ${r.lines.map(e=>S`<tr><td>${this.#s(e)}</td><td class="number">${this.text.number(e.credits)}</td></tr>`)}
        <tr class="sum"><td>${this.#c(r)}</td><td class="number">${this.text.number(r.cost)}</td></tr>
        ${i?S`<tr><td>${this.say(e.kind===`reserve`?`entries.set`:`entries.other`)}</td><td class="number">${this.text.number(e.credits??0)}</td></tr>`:T}
      </tbody>
    </table>`}#s({item:e,model:t,quantity:n,rate:r,per:i}){let a={quantity:this.text.number(n),item:e,rate:this.text.number(r),per:this.text.number(i)},o=i===1?this.say(`entries.price`,a):this.say(`entries.price.per`,a);return t===void 0||t===`*`?o:`${o} (${t})`}#c({sum:e,cost:t,bound:n}){return n===void 0?e===t?this.say(`entries.cost`):this.say(`entries.rounded`):this.say(`entries.bound.${n}`)}async#l(e){if(!this.versions.has(e))try{let t=await this.desk.line.read(I(`get`,`/v1/catalog/versions/{version}`,{path:{version:e}}));this.versions=new Map([...this.versions,[e,t]])}catch{}}#u(){return Number(this.place.query.get(`days`)??31)}#d(){let e=new Date(Date.now()-(this.#u()-1)*kn);return e.setHours(0,0,0,0),e.getTime()}#f(e){return this.place.query.get(e)??void 0}#p=e=>{let t=e.target;t.name&&this.desk.go(B(this.place,{[t.name]:t.value.trim()}),!0)};async#m(){let e={from:new Date(this.#d()).toISOString(),kind:this.#f(`kind`),feature:this.#f(`feature`),member:this.#f(`member`),subaccount:this.#f(`subaccount`)};await ln(this,I(`get`,`/v1/accounts/{account}/entries`,{path:{account:this.#t},query:e,accept:`text/csv`}),`entries-${this.#t}.csv`)}};function jn(e){return[...e].sort(Pn)}var Mn={open:0,scheduled:1,used:2,expired:2,voided:2},Nn=`9`;function Pn(e,t){let n=Mn[e.state]-Mn[t.state];return n===0?Mn[e.state]===2?t.effective_at.localeCompare(e.effective_at)||t.id.localeCompare(e.id):Number(Z(t,`subaccounts`))-Number(Z(e,`subaccounts`))||e.priority-t.priority||(e.expires_at??Nn).localeCompare(t.expires_at??Nn)||Number(Z(t,`features`))-Number(Z(e,`features`))||Number(e.kind===`package`)-Number(t.kind===`package`)||e.effective_at.localeCompare(t.effective_at)||e.id.localeCompare(t.id):n}function Z(e,t){return(e.scope?.[t].length??0)>0}var Fn={open:`good`,scheduled:`warn`,used:``,expired:``,voided:`bad`},In=class extends P{static properties={...P.properties,balance:{attribute:!1}};#e=new K(this,e=>I(`get`,`/v1/accounts/{account}/grants`,{path:{account:this.#t},query:{after:e,limit:200}}));get#t(){return this.place.rest[0]??``}render(){return S`${this.#e.show(e=>e.length===0?this.empty(this.say(`account.grants.none`)):this.#n(jn(e)))}`}#n(e){let t=0;return S`<div class="scroll" tabindex="0" role="region" aria-label=${this.say(`account.grants`)}>
      <table>
        <caption>${this.say(`grants.order`)}</caption>
        <thead>
          <tr>
            <th scope="col" class="number">${this.say(`account.grants.place`)}</th>
            <th scope="col">${this.say(`grants.source`)}</th>
            <th scope="col" class="number">${this.say(`account.grants.granted`)}</th>
            <th scope="col" class="number">${this.say(`account.grants.spent`)}</th>
            <th scope="col" class="number">${this.say(`overview.reserved`)}</th>
            <th scope="col" class="number">${this.say(`account.grants.gone`)}</th>
            <th scope="col" class="number">${this.say(`grants.left`)}</th>
            <th scope="col">${this.say(`grants.expires`)}</th>
            <th scope="col">${this.say(`grants.status`)}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${e.map(e=>this.#r(e,e.state===`open`&&e.available>0?++t:void 0))}
        </tbody>
      </table>
    </div>`}#r(e,t){let n=e.expired+e.voided+e.rolled_over,r=[...e.scope?.features??[],...e.scope?.subaccounts??[]],i=this.balance;return S`<tr id=${e.id}>
      <td class="number">${t===void 0?`–`:this.text.number(t)}</td>
      <th scope="row" class="wrap">
        ${Ht(this.text,e)}
        ${e.reason?S`<div class="muted">${e.reason}</div>`:T}
        ${r.length>0?S`<div class="muted">${this.say(`account.grants.only`,{names:this.text.all(r)})}</div>`:T}
        <div class="muted mono">${e.id}</div>
      </th>
      <td class="number">${this.text.number(e.credits)}</td>
      <td class="number">${this.text.number(e.spent)}</td>
      <td class="number">${this.text.number(e.reserved)}</td>
      <td class="number">${this.text.number(n)}</td>
      <td class="number"><strong>${this.text.number(e.available)}</strong></td>
      <td class="date">${e.expires_at?this.text.moment(e.expires_at):this.say(`grants.never`)}</td>
      <td><span class="chip ${Fn[e.state]}">${this.say(`state.${e.state}`,{date:this.text.date(e.effective_at)})}</span></td>
      <td class="acts-cell">
        ${this.may(`finance`)&&i!==void 0&&e.available>0&&(e.state===`open`||e.state===`scheduled`)?S`<button class="small" aria-label=${`${this.say(`take.open`)}: ${Ht(this.text,e)} ${e.id}`} @click=${()=>void this.desk.act(Yt(this.text,this.#t,e,i))}>${this.say(`take.open`)}</button>`:T}
      </td>
    </tr>`}},Ln=`1000000000000`,Rn=[``,`now`,`period_end`];function zn(e,{plans:t},n){return{name:`plan`,label:e.say(`account.plan`),kind:`select`,value:n,options:t.map(({id:e,name:t})=>[e,t??e])}}function Bn(e,{before:t,after:n,account:r}){let i=(t,n,r)=>({what:t,from:e.number(n),to:e.number(r)}),a=[i(e.say(`usage.monthly`),t.monthly.available,n.monthly.available),i(e.say(`usage.extra`),t.extra.available,n.extra.available),i(e.say(`overview.available`),t.available,n.available)],{scheduled:o}=r;return o?[...a,{what:e.say(`plan.later`,{plan:o.plan,date:e.moment(o.at)})}]:a}function Vn(e,t,n){let r={...n,plans:n.plans.filter(({id:e,legacy:n})=>e!==t.plan&&n!==!0)},i=e=>({plan:e.plan??``,...e.when?{when:e.when}:{},...e.credits?{credits_per_period:Number(e.credits)}:{}});return{title:e.say(`plan.title`,{account:t.id}),says:e.say(`plan.says`),fields:[zn(e,r,r.plans.at(-1)?.id??``),{name:`when`,label:e.say(`plan.when`),kind:`select`,value:``,options:Rn.map(t=>[t,e.say(t===``?`plan.when.catalog`:`plan.when.${t}`)])},{name:`credits`,label:e.say(`plan.credits`),kind:`number`,min:`0.001`,max:Ln,step:`0.001`,isOptional:!0}],button:e.say(`plan.button`),effect:()=>[],foresee:async(n,r)=>Bn(e,await r.read(I(`post`,`/v1/accounts/{account}/plan`,{path:{account:t.id},key:Be(),body:{...i(n),preview:!0}}))),ask:(e,n)=>I(`post`,`/v1/accounts/{account}/plan`,{path:{account:t.id},key:n,body:i(e)}),told:()=>e.say(`plan.told`,{account:t.id})}}function Hn(e,t){let{scheduled:n}=t;return{title:e.say(`plan.drop`,{account:t.id}),button:e.say(`plan.drop.button`),effect:()=>[{what:e.say(`plan.drop.effect`,{plan:n?.plan??``,kept:t.plan})}],ask:()=>I(`delete`,`/v1/accounts/{account}/plan/scheduled`,{path:{account:t.id}}),told:({plan:n})=>e.say(`plan.dropped`,{account:t.id,plan:n})}}function Un(e,t,n){let r={...n,plans:n.plans.filter(({legacy:e})=>e!==!0)};return{title:e.say(`activate.title`,{account:t.id}),says:e.say(`activate.says`),fields:[zn(e,r,t.plan)],button:e.say(`activate.button`),effect:n=>{let i=r.plans.find(({id:e})=>e===n.plan),a=t.state===`trial`;return[{what:e.say(`account.state`),from:e.word(`account.state`,t.state),to:e.word(`account.state`,`active`)},...i?.credits==null?[]:[{what:e.say(`activate.granted`,{credits:e.credits(i.credits)})}],...a?[{what:e.say(`activate.trial`)}]:[]]},ask:(e,n)=>I(`post`,`/v1/accounts/{account}/activate`,{path:{account:t.id},key:n,body:{plan:e.plan??t.plan}}),told:({plan:n})=>e.say(`activate.told`,{account:t.id,plan:n})}}function Wn(e,t){return{title:e.say(`pause.title`,{account:t.id}),button:e.say(`pause.button`),effect:()=>[{what:e.say(`pause.effect`)},{what:e.say(`pause.kept`)}],ask:(e,n)=>I(`post`,`/v1/accounts/{account}/pause`,{path:{account:t.id},key:n,body:{}}),told:()=>e.say(`pause.told`,{account:t.id})}}function Gn(e,t){return{title:e.say(`resume.title`,{account:t.id}),button:e.say(`resume.button`),effect:()=>[{what:e.say(`resume.effect`)}],ask:(e,n)=>I(`post`,`/v1/accounts/{account}/resume`,{path:{account:t.id},key:n,body:{}}),told:()=>e.say(`resume.told`,{account:t.id})}}function Kn(e,t){let n=t.period?.end;return{title:e.say(`cancel.title`,{account:t.id}),button:e.say(`cancel.button`),isGrave:!0,effect:()=>[{what:n?e.say(`cancel.effect`,{date:e.moment(n)}):e.say(`cancel.effect.now`)},{what:e.say(`cancel.kept`)}],ask:(e,n)=>I(`post`,`/v1/accounts/{account}/cancel`,{path:{account:t.id},key:n,body:{}}),told:()=>e.say(`cancel.told`,{account:t.id})}}function qn(e,t){return{title:e.say(`overdraft.title`,{account:t.id}),says:e.say(`overdraft.says`),fields:[{name:`credits`,label:e.say(`overview.overdraft`),kind:`number`,min:`0`,max:Ln,step:`0.001`,value:String(t.overdraft_limit)}],button:e.say(`overdraft.button`),effect:n=>n.credits?[{what:e.say(`overview.overdraft`),from:e.number(t.overdraft_limit),to:e.number(Number(n.credits))}]:[],ask:e=>I(`patch`,`/v1/accounts/{account}`,{path:{account:t.id},body:{overdraft_limit:Number(e.credits??0)}}),told:({overdraft_limit:n})=>e.say(`overdraft.told`,{account:t.id,credits:e.credits(n)})}}var Jn=class extends P{static properties={...P.properties,account:{attribute:!1},balance:{attribute:!1}};#e=new K(this,e=>I(`get`,`/v1/accounts/{account}/reservations`,{path:{account:this.account.id},query:{after:e,limit:200}}));#t=new G(this,()=>I(`get`,`/v1/catalog`));#n=new G(this,()=>I(`get`,`/v1/accounts/{account}/payment-method`,{path:{account:this.account.id}}));#r=new K(this,e=>this.account.kind===`agency`?I(`get`,`/v1/accounts`,{query:{parent:this.account.id,after:e,limit:100}}):void 0);render(){return S`${this.balance===void 0?this.#e.waiting():this.#i(this.balance)}
      <div class="columns">
        <section class="block">
          <header class="head"><h2>${this.say(`overview.next`)}</h2></header>
          <div class="body">${this.#a()} ${this.#o()}</div>
        </section>
        <section class="block">
          <header class="head"><h2>${this.say(`overview.billing`)}</h2></header>
          <div class="body">${this.#s()}</div>
        </section>
      </div>
      ${this.#l()} ${this.account.kind===`agency`?this.#u():T}`}#i(e){let t=(e,t,n=T)=>S`<div><dt>${e}</dt><dd>${t}</dd>${n===T?T:S`<dd class="plain muted">${n}</dd>`}</div>`,{monthly:n}=e;return S`<dl class="figures">
      ${t(this.say(`overview.available`),this.text.number(e.available),e.shared_from?this.say(`usage.shared`,{account:e.shared_from}):T)}
      ${t(this.say(`usage.monthly`),this.text.number(n.available),this.say(`overview.of`,{granted:this.text.number(n.granted)}))}
      ${t(this.say(`usage.extra`),this.text.number(e.extra.available))} ${t(this.say(`overview.reserved`),this.text.number(e.reserved))}
      ${e.owed>0?t(this.say(`overview.owed`),S`<span class="bad-text">${this.text.number(e.owed)}</span>`):T}
      ${e.scoped.map(({available:e,features:n,subaccounts:r})=>t(this.say(`overview.scoped`),this.text.number(e),[...n,...r].join(`, `)))}
    </dl>`}#a(){let{account:e,balance:t}=this,n=[];e.trial_ends_at&&n.push([this.say(`overview.trial`),this.text.moment(e.trial_ends_at)]),e.period&&n.push([this.say(`overview.period`),`${this.text.date(e.period.start)} – ${this.text.moment(e.period.end)}`],[this.say(`overview.allowance`),this.text.credits(e.period.allowance)]),e.scheduled&&n.push([this.say(`overview.scheduled`),this.say(`overview.change`,{plan:e.scheduled.plan,date:this.text.moment(e.scheduled.at)})]);for(let{at:e,credits:r}of t?.expiring??[])n.push([this.say(`grants.expires`),`${this.text.credits(r)} · ${this.text.moment(e)}`]);return n.push([this.say(`overview.zone`),e.time_zone]),e.sharing!==void 0&&e.sharing!==null&&n.push([this.say(`agency.section`),this.say(e.sharing?`word.on`:`word.off`)]),e.overdraft_limit>0&&n.push([this.say(`overview.overdraft`),this.text.credits(e.overdraft_limit)]),e.test_clock&&n.push([this.say(`overview.clock`),e.test_clock]),this.#c(n)}#o(){let{account:e,text:t}=this,n=this.#t.value;if(!this.may(`admin`)||n===void 0||e.kind===`subaccount`)return T;let{state:r}=e,i=(e,t)=>S`<button class="small" @click=${()=>void this.desk.act(t)}>${this.say(e)}</button>`,a=r===`active`||r===`canceling`;return S`<div class="deeds">
      ${a?i(`plan.open`,Vn(t,e,n)):i(`activate.open`,Un(t,e,n))}
      ${e.scheduled?i(`plan.drop.open`,Hn(t,e)):T}
      ${a&&e.period?e.paused?i(`resume.open`,Gn(t,e)):i(`pause.open`,Wn(t,e)):T}
      ${r===`active`?i(`cancel.open`,Kn(t,e)):T} ${i(`overdraft.open`,qn(t,e))}
    </div>`}#s(){let{billing:e}=this.account,t=[];e?.name&&t.push([this.say(`account.name`),e.name]),e?.email&&t.push([this.say(`sign.email`),e.email]),e?.address&&t.push([this.say(`overview.address`),e.address]),e?.country&&t.push([this.say(`overview.country`),e.country]),e?.tax_id&&t.push([this.say(`overview.tax`),S`${e.tax_id} ${e.tax_id_verified===!0?S`<span class="chip good">${this.say(`overview.verified`)}</span>`:S`<span class="chip">${this.say(`overview.unverified`)}</span>`}`]);let n=this.#n.value,r=this.#n.problem?.status===404;return t.push([this.say(`overview.card`),n===void 0?r?this.say(`overview.card.none`):`…`:S`${n.brand} •••• ${n.last4}, ${n.exp_month}/${n.exp_year}${n.declined?S` <span class="chip bad">${this.say(`overview.declined`)}</span>`:T}`]),this.#c(t)}#c(e){return S`<dl class="facts">${e.map(([e,t])=>S`<dt>${e}</dt><dd>${t}</dd>`)}</dl>`}#l(){let e=this.#e.rows?.filter(({state:e})=>e===`open`)??[];return e.length===0?T:S`<section class="block">
      <header class="head"><h2>${this.say(`overview.reservations`)}</h2></header>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.say(`overview.reservations`)}>
        <table>
          <thead>
            <tr>
              <th scope="col">${this.say(`history.time`)}</th>
              <th scope="col">${this.say(`history.feature`)}</th>
              <th scope="col">${this.say(`history.member`)}</th>
              <th scope="col" class="number">${this.say(`history.credits`)}</th>
              <th scope="col">${this.say(`grants.expires`)}</th>
            </tr>
          </thead>
          <tbody>
            ${e.map(e=>S`<tr>
                <td>${this.text.moment(e.created_at)}</td>
                <td>${e.feature??``}</td>
                <td>${e.member??this.say(`history.product`)}</td>
                <td class="number">${this.text.number(e.credits)}</td>
                <td>${this.text.moment(e.expires_at)}</td>
              </tr>`)}
          </tbody>
        </table>
      </div>
    </section>`}#u(){return S`<section class="block">
      <header class="head"><h2>${this.say(`overview.subaccounts`)}</h2></header>
      <div class="body">
        ${this.#r.show(e=>e.length===0?S`<p class="muted">${this.say(`overview.subaccounts.none`)}</p>`:S`<ul>${e.map(({id:e})=>S`<li><a href=${z(`accounts`,e)}>${e}</a></li>`)}</ul>`)}
      </div>
    </section>`}},Yn=[`business`,`agency`],Xn=64,Zn=200;function Qn(e,t){return Object.fromEntries(t.flatMap(t=>e[t]?[[t,e[t]]]:[]))}function $n(e,{plans:t}){return{title:e.say(`account.make`),says:e.say(`account.make.says`),fields:[{name:`id`,label:e.say(`account.id`),hint:e.say(`account.make.id`),lengthMax:Xn},{name:`kind`,label:e.say(`history.kind`),kind:`select`,value:`business`,options:Yn.map(t=>[t,e.word(`account.kind`,t)])},{name:`plan`,label:e.say(`account.plan`),kind:`select`,value:t.find(({legacy:e})=>e!==!0)?.id??``,options:t.map(({id:e,name:t})=>[e,t??e])},{name:`status`,label:e.say(`account.state`),kind:`select`,value:`active`,options:[`active`,`trial`].map(t=>[t,e.word(`account.state`,t)])},{name:`name`,label:e.say(`account.make.name`),lengthMax:Zn,isOptional:!0},{name:`email`,label:e.say(`account.make.email`),kind:`email`,lengthMax:254,isOptional:!0}],button:e.say(`account.make.button`),effect:n=>{let r=t.find(({id:e})=>e===n.plan);if(n.status===`trial`)return[{what:e.say(`account.make.trial`)}];let i=r?.credits??r?.starter_credits;return i==null?[]:[{what:e.say(`activate.granted`,{credits:e.credits(i)})}]},ask:(e,t)=>{let n=Qn(e,[`name`,`email`]);return I(`post`,`/v1/accounts`,{key:t,body:{id:e.id??``,kind:e.kind,plan:e.plan??``,status:e.status??`active`,...Object.keys(n).length===0?{}:{billing:n}}})},told:({id:t})=>e.say(`account.made`,{account:t})}}function er(e,{id:t,kind:n},r,i){let a=r.roles[n];return{title:e.say(i===void 0?`member.add`:`member.change`,{account:t,member:i?.name??i?.id??``}),fields:[...i===void 0?[{name:`id`,label:e.say(`account.id`),hint:e.say(`member.id`),lengthMax:Xn}]:[],{name:`role`,label:e.say(`account.role`),kind:`select`,value:i?.role??Object.keys(a)[0]??``,options:Object.keys(a).map(e=>[e,mt(e)])},{name:`name`,label:e.say(`account.name`),value:i?.name??``,lengthMax:Zn,isOptional:!0},{name:`email`,label:e.say(`sign.email`),kind:`email`,value:i?.email??``,lengthMax:254,isOptional:!0}],button:e.say(i===void 0?`member.add.button`:`member.change.button`),effect:t=>{let n=a[t.role??``]??[];return[{what:e.say(`member.rights`,{rights:n.length===0?e.say(`member.rights.none`):e.all(n.map(t=>e.word(`right`,t)))})}]},ask:e=>{let n={...i===void 0?{}:{...i.locale?{locale:i.locale}:{},...i.subaccounts.length>0?{subaccounts:i.subaccounts}:{}},role:e.role??``,...Qn(e,[`name`,`email`])};return I(`put`,`/v1/accounts/{account}/members/{member}`,{path:{account:t,member:i?.id??e.id??``},body:n})},told:({id:n,name:r})=>e.say(i===void 0?`member.added`:`member.changed`,{member:r??n,account:t})}}function tr(e,t,n){let r=n.name??n.id;return{title:e.say(`member.remove`,{member:r,account:t}),fields:[{name:`erase`,label:e.say(`member.erase`),kind:`select`,value:``,options:[[``,e.say(`member.erase.no`)],[`true`,e.say(`member.erase.yes`)]]}],button:e.say(`member.remove.button`),isGrave:!0,effect:t=>[{what:e.say(`member.remove.effect`)},{what:e.say(t.erase?`member.erase.effect`:`member.erase.not`)}],ask:e=>I(`delete`,`/v1/accounts/{account}/members/{member}`,{path:{account:t,member:n.id},query:e.erase?{erase:!0}:{}}),told:()=>e.say(`member.removed`,{member:r,account:t})}}var nr=class extends P{static properties={...P.properties,account:{attribute:!1}};#e=new G(this,()=>I(`get`,`/v1/catalog`));#t=new K(this,e=>I(`get`,`/v1/accounts/{account}/members`,{path:{account:this.#n},query:{after:e,limit:200}}));get#n(){return this.place.rest[0]??``}render(){let e=this.#e.value,t=e!==void 0&&this.may(`admin`)?S`<button @click=${()=>void this.desk.act(er(this.text,this.account,e))}>${this.say(`member.open`)}</button>`:T;return S`${this.#t.show(e=>e.length===0?this.empty(this.say(`account.members.none`),t):S`<p>${t}</p>${this.#r(e)}`)}`}#r(e){return S`<div class="scroll" tabindex="0" role="region" aria-label=${this.say(`account.members`)}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say(`account.id`)}</th>
            <th scope="col">${this.say(`account.name`)}</th>
            <th scope="col">${this.say(`account.role`)}</th>
            <th scope="col">${this.say(`sign.email`)}</th>
            <th scope="col">${this.say(`shell.language`)}</th>
            <th scope="col">${this.say(`overview.subaccounts`)}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${e.map(e=>S`<tr>
              <th scope="row">${e.id}</th>
              <td>${e.name??``}</td>
              <td>${mt(e.role)}</td>
              <td>${e.email??``}</td>
              <td>${e.locale??``}</td>
              <td>${e.subaccounts.length===0?T:this.text.all(e.subaccounts)}</td>
              <td class="acts-cell">${this.#i(e)}</td>
            </tr>`)}
        </tbody>
      </table>
    </div>`}#i(e){let t=this.#e.value;if(t===void 0||!this.may(`admin`))return T;let n=t=>`${this.say(t)}: ${e.name??e.id}`;return S`<button class="small" aria-label=${n(`member.edit`)} @click=${()=>void this.desk.act(er(this.text,this.account,t,e))}>${this.say(`member.edit`)}</button>
      <button class="small" aria-label=${n(`member.remove.open`)} @click=${()=>void this.desk.act(tr(this.text,this.account.id,e))}>${this.say(`member.remove.open`)}</button>`}},rr=class extends P{#e=new K(this,e=>I(`get`,`/v1/accounts/{account}/limits`,{path:{account:this.#t},query:{after:e,limit:200}}));get#t(){return this.place.rest[0]??``}render(){let e=this.may(`admin`)?S`<button @click=${()=>void this.desk.act(Xt(this.text,this.#t))}>${this.say(`limit.add`)}</button>`:T;return S`${this.#e.show(t=>t.length===0?this.empty(this.say(`agency.limits.none`),e):S`<p>${e}</p>${this.#n(t)}`)}`}#n(e){return S`<div class="scroll" tabindex="0" role="region" aria-label=${this.say(`account.limits`)}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say(`agency.subject`)}</th>
            <th scope="col" class="number">${this.say(`history.credits`)}</th>
            <th scope="col">${this.say(`agency.per`)}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${e.map(e=>S`<tr>
              <th scope="row">${e.subject}</th>
              <td class="number">${this.text.number(e.credits)}</td>
              <td>${this.say(`agency.per.${e.per}`)}</td>
              <td class="acts-cell">
                ${this.may(`admin`)?S`<button class="small" aria-label=${`${this.say(`limit.edit`)}: ${e.subject}`} @click=${()=>void this.desk.act(Xt(this.text,this.#t,e))}>${this.say(`limit.edit`)}</button>
                      <button class="small" aria-label=${`${this.say(`limit.remove.button`)}: ${e.subject}`} @click=${()=>void this.desk.act(Zt(this.text,this.#t,e))}>${this.say(`limit.remove.button`)}</button>`:T}
              </td>
            </tr>`)}
        </tbody>
      </table>
    </div>`}},ir=`/ui/v1/scrip.js`,ar=class extends P{static styles=[...P.styles,o`
      .elements {
        display: grid;
        gap: 1rem;
        grid-template-columns: minmax(0, 1fr);
      }
      .elements > * {
        min-inline-size: 0;
      }
    `];willUpdate(e){super.willUpdate(e),customElements.get(`scrip-usage-menu`)===void 0&&import(ir)}render(){let e=this.place.rest[0]??``,t=nn(e),n=z(`accounts`,e);if(t===void 0)return S`${this.head(e)}<div class="strip warn" role="status">${this.say(`support.over`)} <a href=${n}>${this.say(`support.back`)}</a></div>`;let r=this.text.locale,{token:i}=t;return S`${this.head(this.say(`support.as`,{member:t.member,account:e}),{acts:S`<button @click=${()=>{rn(),this.desk.go(n)}}>${this.say(`support.end`)}</button>`})}
      <div class="strip warn" role="status">${this.say(`support.banner`,{time:this.text.moment(t.expires_at),reason:t.reason})}</div>
      <div class="elements" lang=${r}>
        <scrip-usage-menu open .token=${i}></scrip-usage-menu>
        <scrip-features .token=${i}></scrip-features>
        <scrip-grants .token=${i}></scrip-grants>
        <scrip-usage .token=${i}></scrip-usage>
        <scrip-history .token=${i}></scrip-history>
        <scrip-orders .token=${i}></scrip-orders>
        <scrip-agency-settings .token=${i}></scrip-agency-settings>
      </div>`}};function or(e,t){return{title:e.say(`mail.title`,{kind:e.word(`mail.kind`,t.kind)}),button:e.say(`mail.button`),effect:()=>[{what:t.to?e.say(`mail.effect`,{to:t.to}):e.say(`mail.effect.nobody`)},...t.paper?[{what:e.say(`mail.effect.paper`)}]:[],...t.status===`sent`?[{what:e.say(`mail.effect.twice`)}]:[]],ask:()=>I(`post`,`/v1/mails/{mail}/resend`,{path:{mail:t.id}}),told:({to:t})=>e.say(`mail.told`,{to:t??`–`})}}function sr(e,t){return{title:e.say(`paper.title`,{number:t.number}),button:e.say(`mail.button`),effect:()=>[{what:e.say(`paper.effect`)}],ask:()=>I(`post`,`/v1/invoices/{invoice}/email`,{path:{invoice:t.id}}),told:({to:t})=>e.say(`mail.told`,{to:t??`–`})}}function cr(e,t,n){return{title:e.say(`event.title`,{type:t.type}),button:e.say(`event.button`),effect:()=>[{what:n===void 0?e.say(`event.effect`):e.say(`event.effect.one`,{url:n.url})},{what:e.say(`event.effect.same`,{id:t.id})}],ask:()=>I(`post`,`/v1/events/{event}/redeliver`,{path:{event:t.id},body:n===void 0?{}:{endpoint:n.id}}),told:({endpoints:t})=>e.say(`event.told`,{n:t.length})}}function lr(e){return(e??``).split(/[\s,]+/).filter(Boolean)}function ur(e){return{title:e.say(`hook.add`),fields:[{name:`url`,label:e.say(`hook.url`),kind:`url`,hint:e.say(`hook.url.hint`),lengthMax:2e3},{name:`description`,label:e.say(`hook.what`),isOptional:!0,lengthMax:200},{name:`events`,label:e.say(`hook.events`),kind:`area`,isOptional:!0,hint:e.say(`hook.events.hint`),lengthMax:2e3}],button:e.say(`hook.add.button`),effect:t=>{let n=lr(t.events);return[{what:n.length===0?e.say(`hook.effect.all`):e.say(`hook.effect.some`,{names:e.all(n)})},{what:e.say(`hook.effect.secret`)}]},ask:e=>{let t=lr(e.events);return I(`post`,`/v1/webhook-endpoints`,{body:{url:e.url??``,...e.description?{description:e.description}:{},...t.length>0?{events:t}:{}}})},told:({url:t})=>e.say(`hook.told`,{url:t}),secret:({secret:t})=>t?{label:e.say(`hook.secret`),value:t}:void 0}}function dr(e,t){return{title:e.say(`hook.rotate`,{url:t.url}),button:e.say(`hook.rotate.button`),isGrave:!0,effect:()=>[{what:e.say(`hook.rotate.effect`)}],ask:()=>I(`post`,`/v1/webhook-endpoints/{endpoint}/rotate-secret`,{path:{endpoint:t.id}}),told:({url:t})=>e.say(`hook.rotated`,{url:t}),secret:({secret:t})=>t?{label:e.say(`hook.secret`),value:t}:void 0}}function fr(e,t){let n=t=>e.say(t?`hook.on`:`hook.off`);return{title:e.say(t.enabled?`hook.pause`:`hook.resume`,{url:t.url}),button:e.say(t.enabled?`hook.pause.button`:`hook.resume.button`),isGrave:t.enabled,effect:()=>[{what:e.say(`grants.status`),from:n(t.enabled),to:n(!t.enabled)},{what:e.say(t.enabled?`hook.pause.effect`:`hook.resume.effect`)}],ask:()=>I(`patch`,`/v1/webhook-endpoints/{endpoint}`,{path:{endpoint:t.id},body:{enabled:!t.enabled}}),told:({url:t,enabled:n})=>e.say(n?`hook.resumed`:`hook.paused`,{url:t})}}function pr(e,t){return{title:e.say(`hook.remove`,{url:t.url}),button:e.say(`hook.remove.button`),isGrave:!0,effect:()=>[{what:e.say(`hook.remove.effect`)}],ask:()=>I(`delete`,`/v1/webhook-endpoints/{endpoint}`,{path:{endpoint:t.id}}),told:()=>e.say(`hook.removed`,{url:t.url})}}function Q(e,t,n){return S`<div class="scroll" tabindex="0" role="region" aria-label=${e}>
    <table>
      <thead>
        <tr>
          ${t.map(e=>e===void 0?S`<td></td>`:typeof e==`string`?S`<th scope="col">${e}</th>`:S`<th scope="col" class="number">${e.number}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${n}
      </tbody>
    </table>
  </div>`}function mr(e,t){let{text:n}=e,r=[n.say(`order.one`),n.say(`account.one`),n.say(`order.status`),n.say(`order.package`),{number:n.say(`history.credits`)},{number:n.say(`order.total`)},n.say(`order.how`),n.say(`order.placed`)],i=t.map(e=>S`<tr>
      <th scope="row"><a class="mono" href=${z(`orders`,e.id)}>${e.id}</a></th>
      <td><a href=${z(`accounts`,e.account)}>${e.account}</a></td>
      <td>${Vt(n,e)}</td>
      <td>${e.quantity>1?`${n.number(e.quantity)} × `:``}${e.package}</td>
      <td class="number">${n.number(e.credits)}</td>
      <td class="number">${n.money(e.total)}</td>
      <td>${n.word(`pay`,e.pay_with)}${e.auto_top_up?` · ${n.say(`order.auto`)}`:``}</td>
      <td>${n.moment(e.created_at)}</td>
    </tr>`);return Q(n.say(`nav.orders`),r,i)}function hr(e,t){let{text:n}=e,r=[n.say(`invoice.number`),n.say(`history.kind`),n.say(`order.one`),{number:n.say(`order.total`)},{number:n.say(`order.tax`)},n.say(`invoice.issued`),void 0],i=t.map(t=>S`<tr>
      <th scope="row"><a href=${`/v1/invoices/${t.id}/pdf`} target="_blank" rel="noopener">${t.number}<span class="sr"> (PDF)</span></a></th>
      <td>${n.word(`invoice`,t.kind)}</td>
      <td><a class="mono" href=${z(`orders`,t.order)}>${t.order}</a></td>
      <td class="number">${n.money(t.total)}</td>
      <td class="number">${n.money(t.tax)}</td>
      <td>${n.moment(t.issued_at)}</td>
      <td class="acts-cell"><button class="small" aria-label=${`${n.say(`paper.again`)}: ${t.number}`} @click=${()=>void e.desk.act(sr(n,t))}>${n.say(`paper.again`)}</button></td>
    </tr>`);return Q(n.say(`invoices.title`),r,i)}var gr={sent:`good`,failed:`bad`,waiting:`warn`};function _r(e,t){let{text:n}=e,r=[n.say(`mail.what`),n.say(`account.one`),n.say(`mail.to`),n.say(`grants.status`),{number:n.say(`mail.attempts`)},n.say(`history.time`),void 0],i=t.map(t=>S`<tr>
      <th scope="row">${n.word(`mail.kind`,t.kind)}</th>
      <td><a href=${z(`accounts`,t.account)}>${t.account}</a></td>
      <td class="wrap">${t.to??n.say(`mail.nobody`)}</td>
      <td class="wrap"><span class="chip ${gr[t.status]??``}">${n.word(`mail.status`,t.status)}</span>${t.error?S`<div class="muted">${t.error}</div>`:T}${t.next_attempt_at?S`<div class="muted">${n.say(`mail.next`,{when:n.away(t.next_attempt_at)})}</div>`:T}</td>
      <td class="number">${n.number(t.attempts)}</td>
      <td>${n.moment(t.sent_at??t.created_at)}</td>
      <td class="acts-cell"><button class="small" aria-label=${`${n.say(`mail.again`)}: ${n.word(`mail.kind`,t.kind)}, ${t.id}`} @click=${()=>void e.desk.act(or(n,t))}>${n.say(`mail.again`)}</button></td>
    </tr>`);return Q(n.say(`nav.mails`),r,i)}function vr(e,t){let{text:n}=e,r=[n.say(`event.type`),n.say(`account.one`),n.say(`event.what`),n.say(`history.time`),void 0],i=t.map(t=>S`<tr>
      <th scope="row"><code>${t.type}</code></th>
      <td><a href=${z(`accounts`,t.account)}>${t.account}</a></td>
      <td class="wrap">
        <details>
          <summary>${t.data.entry.text}</summary>
          <pre tabindex="0" role="region" aria-label=${t.id}>${JSON.stringify(t,void 0,2)}</pre>
        </details>
      </td>
      <td>${n.moment(t.created_at)}</td>
      <td class="acts-cell"><button class="small" aria-label=${`${n.say(`event.again`)}: ${t.id}`} @click=${()=>void e.desk.act(cr(n,t))}>${n.say(`event.again`)}</button></td>
    </tr>`);return Q(n.say(`nav.events`),r,i)}var yr=class extends P{#e=new K(this,e=>I(`get`,`/v1/accounts/{account}/orders`,{path:{account:this.#n},query:{after:e,limit:100}}));#t=new K(this,e=>I(`get`,`/v1/accounts/{account}/invoices`,{path:{account:this.#n},query:{after:e,limit:100}}));get#n(){return this.place.rest[0]??``}render(){return S`<section class="block">
        <header class="head"><h2>${this.say(`account.orders.list`)}</h2></header>
        ${this.#e.show(e=>e.length===0?this.empty(this.say(`orders.none.account`)):mr(this,e))}
      </section>
      <section class="block">
        <header class="head"><h2>${this.say(`invoices.title`)}</h2></header>
        ${this.#t.show(e=>e.length===0?this.empty(this.say(`invoices.none`)):hr(this,e))}
      </section>`}},br=class extends P{#e=new K(this,e=>I(`get`,`/v1/events`,{query:{account:this.#n,after:e,limit:50}}));#t=new K(this,e=>I(`get`,`/v1/mails`,{query:{account:this.#n,after:e,limit:50}}));get#n(){return this.place.rest[0]??``}render(){return S`<section class="block">
        <header class="head"><h2>${this.say(`nav.mails`)}</h2></header>
        ${this.#t.show(e=>e.length===0?this.empty(this.say(`mails.none.account`)):_r(this,e))}
      </section>
      <section class="block">
        <header class="head"><h2>${this.say(`nav.events`)}</h2><a href=${`${z(`events`)}?account=${encodeURIComponent(this.#n)}`}>${this.say(`events.filter`)}</a></header>
        ${this.#e.show(e=>e.length===0?this.empty(this.say(`events.none.account`)):vr(this,e))}
      </section>`}},xr=[`business`,`agency`,`subaccount`],Sr=[`trial`,`active`,`canceling`,`ended`],Cr=150,wr=class extends P{#e;#t=new G(this,()=>I(`get`,`/v1/catalog`));#n=new K(this,e=>I(`get`,`/v1/accounts`,{query:{limit:100,after:e,q:this.#o(`q`),kind:this.#o(`kind`),status:this.#o(`status`),plan:this.#o(`plan`),parent:this.#o(`parent`)}}));render(){let e=this.#t.value,t=e?.plans.map(({id:e})=>e)??[],n=e!==void 0&&this.may(`admin`)?S`<button @click=${()=>void this.desk.act($n(this.text,e))}>${this.say(`account.make.open`)}</button>`:void 0;return S`${this.head(this.say(`nav.accounts`),{acts:n})}
      <form class="filters" role="search" @submit=${e=>e.preventDefault()}>
        <label>${this.say(`accounts.q`)}<input type="search" name="q" .value=${this.#o(`q`)??``} @input=${this.#s} /></label>
        ${this.#a(`kind`,this.say(`history.kind`),xr,e=>this.text.word(`account.kind`,e))}
        ${this.#a(`status`,this.say(`account.state`),Sr,e=>this.text.word(`account.state`,e))}
        ${this.#a(`plan`,this.say(`account.plan`),t,e=>e)}
      </form>
      ${this.#n.show(e=>e.length===0?this.#r():this.#i(e))}`}#r(){let e=this.place.query.size>0;return this.empty(this.say(e?`accounts.none.filter`:`accounts.none`),e?S`<a href=${z(`accounts`)}>${this.say(`accounts.all`)}</a>`:void 0)}#i(e){return S`<div class="scroll" tabindex="0" role="region" aria-label=${this.say(`nav.accounts`)}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say(`account.id`)}</th>
            <th scope="col">${this.say(`account.name`)}</th>
            <th scope="col">${this.say(`history.kind`)}</th>
            <th scope="col">${this.say(`account.plan`)}</th>
            <th scope="col">${this.say(`account.state`)}</th>
            <th scope="col">${this.say(`account.period.end`)}</th>
          </tr>
        </thead>
        <tbody>
          ${e.map(e=>S`<tr>
              <th scope="row"><a href=${z(`accounts`,e.id)}>${e.id}</a></th>
              <td>${e.billing?.name??``}</td>
              <td>${this.text.word(`account.kind`,e.kind)}${e.parent?S` <a href=${z(`accounts`,e.parent)}>${e.parent}</a>`:``}</td>
              <td>${e.plan}</td>
              <td>${Bt(this.text,e)}</td>
              <td>${e.period?.end?this.text.date(e.period.end):`–`}</td>
            </tr>`)}
        </tbody>
      </table>
    </div>`}#a(e,t,n,r){let i=this.#o(e)??``;return S`<label
      >${t}<select name=${e} @change=${t=>this.desk.go(B(this.place,{[e]:t.target.value}),!0)}>
        <option value="">${this.say(`history.all`)}</option>
        ${n.map(e=>S`<option value=${e} ?selected=${e===i}>${r(e)}</option>`)}
      </select></label
    >`}#o(e){return this.place.query.get(e)??void 0}#s=e=>{let t=e.target.value.trim();clearTimeout(this.#e),this.#e=setTimeout(()=>this.desk.go(B(this.place,{q:t}),!0),Cr)}};function Tr(e,t){if(!t)return e.say(`price.free`);let n=[];t.per_use!==null&&t.per_use!==void 0&&n.push(e.say(`price.use`,{credits:e.credits(t.per_use)}));let r=t.unit??e.say(`price.unit`),i=1;for(let{up_to:a,per_unit:o}of t.tiers??[]){let t=e.credits(o);n.push(a?e.say(`price.tier`,{from:e.number(i),to:e.number(a),credits:t,unit:r}):e.say(`price.tier.open`,{from:e.number(i),credits:t,unit:r})),i=(a??i)+1}for(let{dimension:r,model:i,credits:a,per:o}of t.rates??[]){let t=e.say(`price.rate`,{credits:e.credits(a),per:e.number(o),dimension:r});n.push(i===`*`?t:`${t} (${i})`)}return t.min!==null&&t.min!==void 0&&n.push(e.say(`price.min`,{credits:e.credits(t.min)})),t.max!==null&&t.max!==void 0&&n.push(e.say(`price.max`,{credits:e.credits(t.max)})),n.join(`; `)}var Er;function Dr(){return Er}function $(e){Er=e}function Or(e){return`${JSON.stringify(e,void 0,2)}\n`}function kr(e){try{return{catalog:JSON.parse(e)}}catch(e){return{fault:e instanceof Error?e.message:String(e)}}}var Ar=class extends P{#e=new G(this,()=>I(`get`,`/v1/catalog`));render(){let e=this.place.rest[0]??`now`,t=[`now`,`edit`,`versions`].filter(e=>e!==`edit`||this.may(`admin`));return S`${this.head(this.say(`nav.catalog`),{under:this.#e.etag===void 0?void 0:this.say(`catalog.version`,{version:this.#e.etag.replaceAll(`"`,``)})})}
      <nav class="sections" aria-label=${this.say(`nav.catalog`)}>
        ${t.map(t=>S`<a href=${t===`now`?z(`catalog`):z(`catalog`,t)} aria-current=${t===e?`page`:T}>${this.say(`catalog.${t}`)}</a>`)}
      </nav>
      ${e===`edit`&&this.may(`admin`)?S`<catalog-editor .desk=${this.desk} .place=${this.place} .now=${this.#e.value} .etag=${this.#e.etag}></catalog-editor>`:e===`versions`?S`<catalog-versions .desk=${this.desk} .place=${this.place} .now=${this.#e.value} .etag=${this.#e.etag}></catalog-versions>`:this.#e.show(e=>jr(this,e))}`}};function jr(e,t){let{text:n}=e,r=(e,t)=>S`<section class="block"><header class="head"><h2>${e}</h2></header>${t}</section>`,i=t.plans.map(t=>S`<tr>
      <th scope="row">${t.name} <span class="muted">${t.id}</span></th>
      <td class="number">${n.number(t.credits??t.starter_credits??0)}</td>
      <td>${t.legacy?n.say(`grant.legacy`):n.duration(t.every??`P1M`)}</td>
      <td class="number">${t.price?n.money(t.price):`–`}</td>
      <td>${t.legacy?`–`:Mr(e,t.rollover)}</td>
      <td>${t.legacy?`–`:n.say(`catalog.moves`,{up:n.word(`catalog.up`,t.upgrade??`difference`),down:n.word(`catalog.down`,t.downgrade??`period_end`)})}</td>
    </tr>`),a=t.packages.map(e=>S`<tr>
      <th scope="row">${e.name} <span class="muted">${e.id}</span></th>
      <td class="number">${n.number(e.credits)}</td>
      <td class="number">${n.money(e.price)}</td>
      <td>${e.expires_after?n.duration(e.expires_after):n.say(`grants.never`)}</td>
    </tr>`),o=t.features.map(e=>S`<tr>
      <th scope="row">${e.name} <span class="muted">${e.id}</span></th>
      <td class="wrap">${Tr(n,e.price)}</td>
      <td class="wrap">${e.plans?n.all(e.plans):n.say(`catalog.everybody`)}</td>
    </tr>`),s=[`business`,`agency`,`subaccount`].flatMap(e=>Object.entries(t.roles[e]).map(([t,r])=>S`<tr>
        <th scope="row">${t}</th>
        <td>${n.word(`account.kind`,e)}</td>
        <td class="wrap">${r.map(e=>n.word(`right`,e)).join(`, `)}</td>
      </tr>`)),c=n.say.bind(n);return S`${r(c(`catalog.plans`),Q(c(`catalog.plans`),[c(`account.plan`),{number:c(`history.credits`)},c(`catalog.renewal`),{number:c(`catalog.price`)},c(`catalog.rollover`),c(`catalog.changes`)],i))}
  ${r(c(`catalog.packages`),Q(c(`catalog.packages`),[c(`order.package`),{number:c(`history.credits`)},{number:c(`catalog.price`)},c(`grants.expires`)],a))}
  ${r(c(`catalog.features`),Q(c(`catalog.features`),[c(`history.feature`),c(`catalog.price`),c(`catalog.who`)],o))} ${r(c(`catalog.roles`),Q(c(`catalog.roles`),[c(`account.role`),c(`catalog.in`),c(`catalog.rights`)],s))}`}function Mr({text:e},t){return t==null||t===`none`?e.say(`catalog.rollover.none`):typeof t==`string`?t:JSON.stringify(t)}var Nr=class extends P{static properties={...P.properties,now:{attribute:!1},etag:{attribute:!1}};#e=new K(this,e=>I(`get`,`/v1/catalog/versions`,{query:{after:e,limit:100}}));#t=new G(this,()=>this.#r===void 0?void 0:I(`get`,`/v1/catalog/versions/{version}`,{path:{version:this.#r}}));#n=new G(this,()=>{let e=this.#t.value;return e===void 0||!this.may(`admin`)?void 0:I(`put`,`/v1/catalog`,{query:{dry_run:!0},body:e})});get#r(){let e=Number(this.place.rest[1]);return Number.isSafeInteger(e)&&e>0?e:void 0}render(){return S`${this.#e.show(e=>this.#i(e))} ${this.#r===void 0?T:this.#a(this.#r)}`}#i(e){let t=[...e].reverse().map(({version:e,published_at:t})=>S`<tr>
        <th scope="row"><a href=${z(`catalog`,`versions`,String(e))} aria-current=${e===this.#r?`true`:T}>${this.say(`catalog.version`,{version:this.text.number(e)})}</a></th>
        <td>${this.text.moment(t)}</td>
        <td>${`"${e}"`===this.etag?S`<span class="chip good">${this.say(`catalog.holds`)}</span>`:T}</td>
      </tr>`);return S`<section class="block">${Q(this.say(`catalog.versions`),[this.say(`catalog.one`),this.say(`catalog.published`),this.say(`grants.status`)],t)}</section>`}#a(e){let t=this.#n.value?.changes;return S`<h2>${this.say(`catalog.version`,{version:this.text.number(e)})}</h2>
      ${this.may(`admin`)&&`"${e}"`!==this.etag?S`<div class="strip">
            <strong>${this.say(`catalog.back`)}</strong>
            ${t===void 0?this.#n.waiting():t.length===0?S`<p>${this.say(`editor.same`)}</p>`:S`<ul>${t.map(({sentence:e})=>S`<li>${e}</li>`)}</ul>`}
          </div>`:T}
      ${this.#t.show(e=>jr(this,e))}`}};function Pr(e,t,n,r,i){return{title:e.say(`publish.title`,{version:e.number(r.version)}),says:e.say(`publish.says`),button:e.say(`publish.button`),isGrave:!0,effect:()=>r.changes.map(({sentence:e})=>({what:e})),ask:()=>I(`put`,`/v1/catalog`,{body:t,ifMatch:n}),told:({version:t})=>e.say(`publish.told`,{version:e.number(t)}),failed:i}}var Fr=class extends P{static styles=[...P.styles,o`
      textarea {
        font: 0.75rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
        min-block-size: min(34rem, 60dvh);
        white-space: pre;
        overflow: auto;
        tab-size: 2;
      }
      .pair {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: 1rem;
        align-items: start;
      }
      @media (max-width: 60rem) {
        .pair {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `];static properties={...P.properties,now:{attribute:!1},etag:{attribute:!1},words:{state:!0},tried:{state:!0},conflict:{state:!0},isBusy:{state:!0}};#e=``;constructor(){super(),this.conflict=!1,this.isBusy=!1;let e=Dr();this.words=e?.text,this.#e=e?.base??``}willUpdate(){this.words===void 0&&this.now!==void 0&&this.etag!==void 0&&(this.words=Or(this.now),this.#e=this.etag)}render(){if(this.words===void 0)return S`<p aria-busy="true"><span class="sr">${this.say(`state.loading`)}</span></p>`;let e=this.now!==void 0&&this.words===Or(this.now),t=this.tried?.words===this.words&&(this.tried.answer?.changes.length??0)>0;return S`<div class="pair">
      <div class="field">
        <label for="text">${this.say(`editor.label`,{version:this.#e.replaceAll(`"`,``)})}</label>
        <p class="muted" id="hint">${this.say(`editor.hint`)}</p>
        <textarea id="text" aria-describedby="hint" spellcheck="false" autocomplete="off" .value=${this.words} @input=${this.#r}></textarea>
        <div class="acts">
          <button @click=${()=>void this.#i()} aria-disabled=${this.isBusy?`true`:`false`}>${this.say(`editor.check`)}</button>
          <button class="primary" ?disabled=${!t||this.isBusy||this.conflict} @click=${()=>void this.#a()}>${this.say(`editor.publish`)}</button>
          <button class="quiet" ?disabled=${e} @click=${this.#l}>${this.say(`editor.again`)}</button>
        </div>
      </div>
      <section aria-live="polite" aria-label=${this.say(`editor.result`)}>${this.#t()} ${this.#n(e)}</section>
    </div>`}#t(){return this.conflict?S`<div class="strip bad" role="alert">
      <p><strong>${this.say(`editor.conflict`)}</strong></p>
      <p>${this.say(`editor.conflict.says`,{version:(this.etag??``).replaceAll(`"`,``)})}</p>
      <button @click=${()=>void this.#s()}>${this.say(`editor.onto`)}</button>
    </div>`:T}#n(e){let{tried:t}=this;if(this.conflict)return T;if(t===void 0||t.words!==this.words)return S`<p class="muted">${this.say(e?`editor.begin`:`editor.unchecked`)}</p>`;if(t.fault!==void 0)return S`<div class="strip bad" role="alert"><strong>${this.say(`editor.json`)}</strong><p>${t.fault}</p></div>`;if(t.problem!==void 0){let e=t.problem.body.invalid_parameters??[];return S`<div class="strip bad" role="alert">
        <strong>${F(t.problem,this.text)}</strong>
        ${e.length===0?T:S`<ul>${e.map(({field:e,reason:t})=>S`<li><code>${e}</code>: ${t}</li>`)}</ul>`}
      </div>`}let n=t.answer?.changes??[];return n.length===0?S`<div class="strip good">${this.say(`editor.same`)}</div>`:S`<div class="strip good">
      <strong>${this.say(`editor.good`,{n:n.length})}</strong>
      <ul>${n.map(({path:e,sentence:t})=>S`<li>${t} <code class="muted">${e}</code></li>`)}</ul>
    </div>`}#r=e=>{this.words=e.target.value,$({text:this.words,base:this.#e})};async#i(){let e=this.words??``,t=kr(e);if(`fault`in t)this.tried={words:e,fault:t.fault};else{this.isBusy=!0;try{let n=await this.desk.line.read(I(`put`,`/v1/catalog`,{query:{dry_run:!0},body:t.catalog,ifMatch:this.#e}));return this.tried={words:e,answer:n},this.conflict=!1,n}catch(t){let n=j(t);this.#o(n)||(this.tried={words:e,problem:n});return}finally{this.isBusy=!1}}}async#a(){let e=await this.#i(),t=kr(this.words??``);e===void 0||`fault`in t||await this.desk.act(Pr(this.text,t.catalog,this.#e,e,e=>this.#o(e)))&&this.#c(e.version)}#o(e){return e.code===`catalog_conflict`&&(this.conflict=!0,this.desk.line.changed(),!0)}async#s(){this.#e=this.etag??this.#e,$({text:this.words??``,base:this.#e}),this.conflict=!1,await this.#i()}#c(e){$(void 0),this.tried=void 0,this.#e=`"${e}"`,this.requestUpdate()}#l=()=>{$(void 0),this.tried=void 0,this.conflict=!1,this.words=void 0,this.requestUpdate()}},Ir=[`read`,`write`,`operator`],Lr=[`support`,`finance`,`admin`],Rr=12,zr=128;function Br(e){return{title:e.say(`key.make`),fields:[{name:`name`,label:e.say(`key.name`),hint:e.say(`key.name.hint`),lengthMax:100},{name:`scope`,label:e.say(`key.scope`),kind:`select`,value:`write`,options:Ir.map(t=>[t,e.word(`scope`,t)])}],button:e.say(`key.make.button`),effect:t=>[{what:e.word(`scope.may`,t.scope??`write`)},{what:e.say(`key.once`)}],ask:e=>I(`post`,`/v1/api-keys`,{body:{name:e.name??``,scope:e.scope??`write`}}),told:({name:t})=>e.say(`key.made`,{name:t}),secret:({key:e,name:t})=>e?{label:t,value:e}:void 0}}function Vr(e,t){return{title:e.say(`key.revoke`,{name:t.name}),button:e.say(`key.revoke.button`),isGrave:!0,effect:()=>[{what:e.say(`key.revoke.effect`,{hint:t.hint})}],ask:()=>I(`delete`,`/v1/api-keys/{key}`,{path:{key:t.id}}),told:()=>e.say(`key.revoked`,{name:t.name})}}var Hr=(e,t)=>({name:`role`,label:e.say(`account.role`),kind:`select`,value:t,options:Lr.map(t=>[t,e.word(`role`,t)])}),Ur=(e,t,n)=>({name:t,label:n,kind:`password`,hint:e.say(`staff.password.hint`,{n:Rr}),lengthMin:Rr,lengthMax:zr});function Wr(e){return{title:e.say(`staff.add`),fields:[{name:`name`,label:e.say(`account.name`),lengthMax:100},{name:`email`,label:e.say(`sign.email`),kind:`email`,lengthMax:254},Hr(e,`support`),Ur(e,`password`,e.say(`staff.password.first`))],button:e.say(`staff.add.button`),effect:t=>[{what:e.word(`role.may`,t.role??`support`)}],ask:e=>I(`post`,`/v1/operators`,{body:{name:e.name??``,email:e.email??``,role:e.role,password:e.password??``}}),told:({name:t})=>e.say(`staff.added`,{name:t})}}function Gr(e,t){return{title:e.say(`staff.role`,{name:t.name}),fields:[Hr(e,Ue(t))],button:e.say(`staff.role.button`),effect:n=>[{what:e.say(`account.role`),from:e.word(`role`,t.role),to:e.word(`role`,n.role??t.role)},{what:e.word(`role.may`,n.role??t.role)},{what:e.say(`staff.ends`)}],ask:e=>I(`patch`,`/v1/operators/{operator}`,{path:{operator:t.id},body:{role:e.role}}),told:({name:t})=>e.say(`staff.changed`,{name:t})}}function Kr(e,t){return{title:e.say(`staff.reset`,{name:t.name}),fields:[Ur(e,`password`,e.say(`staff.password.new`))],button:e.say(`staff.reset.button`),effect:()=>[{what:e.say(`staff.ends`)}],ask:e=>I(`patch`,`/v1/operators/{operator}`,{path:{operator:t.id},body:{password:e.password??``}}),told:({name:t})=>e.say(`staff.changed`,{name:t})}}function qr(e,t){let n=t.disabled===!0;return{title:e.say(n?`staff.enable`:`staff.disable`,{name:t.name}),button:e.say(n?`staff.enable.button`:`staff.disable.button`),isGrave:!n,effect:()=>[{what:e.say(n?`staff.enable.effect`:`staff.disable.effect`)}],ask:()=>I(`patch`,`/v1/operators/{operator}`,{path:{operator:t.id},body:{disabled:!n}}),told:({name:t})=>e.say(`staff.changed`,{name:t})}}function Jr(e){return{title:e.say(`me.password`),fields:[{name:`current_password`,label:e.say(`me.current`),kind:`password`},Ur(e,`password`,e.say(`staff.password.new`))],button:e.say(`me.button`),effect:()=>[{what:e.say(`me.effect`)}],ask:e=>I(`put`,`/v1/operator-sessions/current/password`,{body:{current_password:e.current_password??``,password:e.password??``}}),told:()=>e.say(`me.told`)}}function Yr(e,t){return{title:e.say(`clock.accept`),says:t,button:e.say(`clock.accept.button`),isGrave:!0,effect:()=>[{what:e.say(`clock.accept.effect`)}],ask:()=>I(`post`,`/v1/clock/accept`),told:({now:t})=>e.say(`clock.told`,{now:e.moment(t)})}}var Xr=class extends P{static properties={...P.properties,found:{state:!0},problem:{state:!0},isBusy:{state:!0},at:{state:!0}};constructor(){super(),this.isBusy=!1}render(){return S`${this.head(this.say(`nav.ledger`),{under:this.say(`ledger.says`),acts:S`<button class="primary" aria-disabled=${this.isBusy?`true`:`false`} @click=${()=>void this.#t()}>${this.say(`ledger.check`)}</button>`})}
      <div role="status" aria-live="polite">${this.isBusy?S`<p class="muted">${this.say(`ledger.running`)}</p>`:T} ${this.found===void 0||this.isBusy?T:this.#e(this.found)}</div>
      ${this.problem===void 0?T:S`<div class="strip bad" role="alert">${F(this.problem,this.text)}</div>`}
      ${this.found===void 0&&!this.isBusy&&this.problem===void 0?this.empty(this.say(`ledger.none`)):T}`}#e(e){return S`<div class="strip ${e.ok?`good`:`bad`}">
        <strong>${this.say(e.ok?`ledger.ok`:`ledger.faults`,{n:e.faults.length})}</strong>
        ${e.faults.length===0?T:S`<ul>${e.faults.map(e=>S`<li>${e}</li>`)}</ul>`}
      </div>
      <dl class="figures">
        <div><dt>${this.say(`ledger.pools`)}</dt><dd>${this.text.number(e.pools)}</dd></div>
        <div><dt>${this.say(`ledger.entries`)}</dt><dd>${this.text.number(e.entries)}</dd></div>
        <div><dt>${this.say(`ledger.at`)}</dt><dd class="plain">${this.at===void 0?`–`:this.text.time(this.at)}</dd></div>
      </dl>`}async#t(){if(!this.isBusy){this.isBusy=!0,this.problem=void 0;try{this.found=await this.desk.line.read(I(`post`,`/v1/verifications`)),this.at=new Date().toISOString()}catch(e){this.problem=j(e)}this.isBusy=!1}}},Zr=class extends P{#e=new G(this,()=>I(`get`,`/healthz`));#t=new G(this,()=>I(`get`,`/readyz`));#n=new K(this,()=>I(`get`,`/v1/mails`,{query:{status:`failed`,limit:200}}));#r=new K(this,()=>I(`get`,`/v1/mails`,{query:{status:`waiting`,limit:200}}));#i=new K(this,()=>I(`get`,`/v1/webhook-endpoints`,{query:{limit:200}}));#a=new K(this,()=>I(`get`,`/v1/orders`,{query:{status:`awaiting_payment`,limit:200}}));render(){let e=this.#a.rows?.filter(({credits_by:e})=>e&&new Date(e).getTime()<Date.now()).length,t=this.#i.rows?.filter(({enabled:e,failing_since:t})=>!e||t).length,n=this.#t.problem;return S`${this.head(this.say(`nav.health`),{under:this.say(`health.says`),acts:S`<button @click=${()=>this.desk.line.changed()}>${this.say(`health.again`)}</button>`})}
      <dl class="figures">
        ${this.#o(this.say(`health.alive`),this.#e)} ${this.#o(this.say(`health.ready`),this.#t)}
        ${this.#s(this.say(`health.transfers`),e,z(`transfers`))} ${this.#s(this.say(`health.hooks`),t,z(`webhooks`))}
        ${this.#s(this.say(`health.mails`),this.#n.rows?.length,`${z(`mails`)}?status=failed`)} ${this.#s(this.say(`health.waiting`),this.#r.rows?.length,`${z(`mails`)}?status=waiting`,!1)}
      </dl>
      ${n===void 0?T:S`<div class="strip bad" role="alert">
            <p>${F(n,this.text)}</p>
            ${this.may(`admin`)&&n.message.includes(`clock leapt`)?S`<button @click=${()=>void this.desk.act(Yr(this.text,n.message))}>${this.say(`clock.accept.open`)}</button>`:T}
          </div>`}`}#o(e,t){let n=t.problem!==void 0,r=n?this.say(`health.no`):t.value===void 0?`…`:this.say(`health.yes`);return S`<div><dt>${e}</dt><dd class=${n?`bad-text`:`good-text`}>${r}</dd></div>`}#s(e,t,n,r=!0){return S`<div><dt><a href=${n}>${e}</a></dt><dd class=${r&&t!==void 0&&t>0?`bad-text`:``}>${t===void 0?`…`:this.text.number(t)}</dd></div>`}},Qr=[`waiting`,`sent`,`failed`,`skipped`],$r=class extends P{#e=new K(this,e=>I(`get`,`/v1/webhook-endpoints`,{query:{after:e,limit:100}}));#t=new K(this,e=>{let t=this.place.rest[0];return t===void 0?void 0:I(`get`,`/v1/webhook-endpoints/{endpoint}/deliveries`,{path:{endpoint:t},query:{after:e,limit:100}})});render(){let e=this.#e.rows?.find(({id:e})=>e===this.place.rest[0]),t=this.may(`admin`)?S`<button @click=${()=>void this.desk.act(ur(this.text))}>${this.say(`hook.add.open`)}</button>`:void 0;return S`${this.head(this.say(`nav.webhooks`),{under:this.say(`hooks.says`),acts:t})} ${this.#e.show(e=>e.length===0?this.empty(this.say(`hooks.none`)):this.#n(e))}
    ${e===void 0?T:this.#i(e)}`}#n(e){let t=e.map(e=>S`<tr>
        <th scope="row" class="wrap"><a href=${z(`webhooks`,e.id)} aria-current=${e.id===this.place.rest[0]?`true`:T}>${e.url}</a>${e.description?S`<div class="muted">${e.description}</div>`:T}</th>
        <td class="wrap">${e.events.length===0?this.say(`hooks.all`):e.events.join(`, `)}</td>
        <td>
          <span class="chip ${e.enabled?e.failing_since?`warn`:`good`:`bad`}">${e.enabled?e.failing_since?this.say(`hook.failing`,{when:this.text.away(e.failing_since)}):this.say(`hook.on`):this.say(`hook.off`)}</span>
          ${e.disabled_reason?S`<div class="muted">${e.disabled_reason}</div>`:T}
        </td>
        <td class="mono">…${e.secret_hint}</td>
        <td class="acts-cell">${this.may(`admin`)?this.#r(e):T}</td>
      </tr>`);return Q(this.say(`nav.webhooks`),[this.say(`hook.url`),this.say(`hook.events`),this.say(`grants.status`),this.say(`hook.secret`),void 0],t)}#r(e){let t=(t,n)=>S`<button class="small" aria-label=${`${t}: ${e.url}`} @click=${n}>${t}</button>`;return S`${t(this.say(e.enabled?`hook.pause.button`:`hook.resume.button`),()=>void this.desk.act(fr(this.text,e)))}
    ${t(this.say(`hook.rotate.open`),()=>void this.desk.act(dr(this.text,e)))} ${t(this.say(`hook.remove.button`),()=>void this.desk.act(pr(this.text,e)))}`}#i(e){return S`<h2>${this.say(`hook.deliveries`,{url:e.url})}</h2>
      ${this.#t.show(t=>t.length===0?this.empty(this.say(`hook.deliveries.none`)):this.#a(e,t))}`}#a(e,t){let n=t.map(t=>S`<tr>
        <th scope="row"><code>${t.type}</code></th>
        <td>${this.text.moment(t.created_at)}</td>
        <td><span class="chip ${t.status===`delivered`?`good`:t.status===`failed`?`bad`:`warn`}">${this.text.word(`delivery`,t.status)}</span>${t.next_attempt_at?S`<div class="muted">${this.say(`mail.next`,{when:this.text.away(t.next_attempt_at)})}</div>`:T}</td>
        <td class="wrap">
          ${t.attempts.length===0?`–`:S`<details>
                <summary>${this.say(`hook.attempts`,{n:t.attempts.length})}</summary>
                <ul>
                  ${t.attempts.map(({at:e,status:t,error:n,took_ms:r})=>S`<li>${this.text.time(e)} · ${t??n??`–`} · ${this.text.number(r)} ms${t&&n?` · ${n}`:``}</li>`)}
                </ul>
              </details>`}
        </td>
        <td class="acts-cell"><button class="small" aria-label=${`${this.say(`event.again`)}: ${t.event}`} @click=${()=>void this.desk.act(cr(this.text,{id:t.event,type:t.type},e))}>${this.say(`event.again`)}</button></td>
      </tr>`);return Q(this.say(`hook.deliveries`,{url:e.url}),[this.say(`event.type`),this.say(`history.time`),this.say(`grants.status`),this.say(`mail.attempts`),void 0],n)}},ei=class extends P{#e=new K(this,e=>I(`get`,`/v1/events`,{query:{type:this.#t(`type`),account:this.#t(`account`),after:e,limit:100}}));render(){return S`${this.head(this.say(`nav.events`),{under:this.say(`events.says`)})}
      <form class="filters" @submit=${e=>e.preventDefault()} @change=${this.#n}>
        <label>${this.say(`event.type`)}<input name="type" .value=${this.#t(`type`)??``} placeholder="order.paid" /></label>
        <label>${this.say(`account.one`)}<input name="account" .value=${this.#t(`account`)??``} /></label>
      </form>
      ${this.#e.show(e=>e.length===0?this.empty(this.say(`events.none`)):vr(this,e))}`}#t(e){return this.place.query.get(e)??void 0}#n=e=>{let t=e.target;t.name&&this.desk.go(B(this.place,{[t.name]:t.value.trim()}),!0)}},ti=class extends P{#e=new K(this,e=>I(`get`,`/v1/mails`,{query:{status:this.#t(`status`),account:this.#t(`account`),after:e,limit:100}}));render(){return S`${this.head(this.say(`nav.mails`),{under:this.say(`mails.says`)})}
      <form class="filters" @submit=${e=>e.preventDefault()} @change=${this.#n}>
        <label
          >${this.say(`grants.status`)}<select name="status">
            <option value="">${this.say(`history.all`)}</option>
            ${Qr.map(e=>S`<option value=${e} ?selected=${e===this.#t(`status`)}>${this.text.word(`mail.status`,e)}</option>`)}
          </select></label
        >
        <label>${this.say(`account.one`)}<input name="account" .value=${this.#t(`account`)??``} /></label>
      </form>
      ${this.#e.show(e=>e.length===0?this.empty(this.say(`mails.none`)):_r(this,e))}`}#t(e){return this.place.query.get(e)??void 0}#n=e=>{let t=e.target;t.name&&this.desk.go(B(this.place,{[t.name]:t.value.trim()}),!0)}};function ni(e,t,n){let r=Math.min(n.owed,t.credits),i=t.transfer?.reference;return{title:e.say(`confirm.title`,{total:e.money(t.total),account:t.account}),says:i?e.say(`confirm.says`,{reference:i}):e.say(`confirm.says.plain`),fields:[{name:`reference`,label:e.say(`confirm.reference`),hint:e.say(`confirm.reference.hint`),lengthMax:200}],button:e.say(`confirm.button`),effect:()=>[{what:e.say(`usage.left`,{account:t.account}),from:e.number(n.available),to:e.number(U(n.available,t.credits,-r))},{what:e.say(`order.status`),from:e.word(`order.status`,t.status),to:e.word(`order.status`,`paid`)},{what:e.say(`confirm.invoice`)}],ask:(e,n)=>I(`post`,`/v1/orders/{order}/confirm-payment`,{path:{order:t.id},key:n,body:{reference:e.reference??``}}),told:({credits:t,account:n})=>e.say(`confirm.told`,{credits:e.credits(t),account:n})}}function ri(e,t){return{title:e.say(`reject.title`,{order:t.id}),says:e.say(`reject.says`),fields:[{name:`reason`,label:e.say(`act.reason`),kind:`area`,hint:e.say(`reject.reason`),lengthMax:500}],button:e.say(`reject.button`),isGrave:!0,effect:()=>[{what:e.say(`order.status`),from:e.word(`order.status`,t.status),to:e.word(`order.status`,`canceled`)},{what:e.say(`reject.effect`,{credits:e.credits(t.credits),account:t.account})}],ask:e=>I(`post`,`/v1/orders/{order}/reject`,{path:{order:t.id},body:{reason:e.reason??``}}),told:({id:t})=>e.say(`reject.told`,{order:t})}}function ii(e,t){return{title:e.say(`report.title`,{order:t.id}),button:e.say(`report.button`),effect:()=>[{what:e.say(`report.effect`)}],ask:()=>I(`post`,`/v1/orders/{order}/report-transfer`,{path:{order:t.id}}),told:({credits_by:t})=>e.say(`report.told`,{when:t?e.moment(t):`–`})}}function ai(e,t){let n=e=>BigInt(Math.round(e*1e3)),r=n(e.refunded_credits)+n(t),i=BigInt(e.total.amount)*r/n(e.credits),a=e.refunds.filter(({status:e})=>e!==`failed`).reduce((e,{amount:t})=>e+BigInt(t.amount),0n);return{amount:Number(i-a),currency:e.total.currency}}function oi(e,t,n,r){let i=n.available,a=e=>Math.min(Number(e??i),i);return{title:e.say(`refund.title`,{order:t.id}),says:e.say(`refund.says`,{n:i}),fields:[{name:`credits`,label:e.say(`refund.credits`),kind:`number`,min:`0.001`,max:String(i),step:`0.001`,value:String(i),hint:e.say(`refund.most`,{n:i})},{name:`reason`,label:e.say(`act.reason`),kind:`area`,lengthMax:500}],button:e.say(`refund.button`),isGrave:!0,effect:i=>{let o=a(i.credits);if(!(o>0))return[];let s=[{what:e.say(`refund.money`),to:e.money(ai(t,o))},{what:e.say(`refund.grant`),from:e.number(n.available),to:e.number(W(n.available,o))}];return(n.scope?.subaccounts.length??0)===0&&s.push({what:e.say(`usage.left`,{account:t.account}),from:e.number(r.available),to:e.number(W(r.available,o))}),[...s,{what:e.say(`refund.note`)},{what:e.say(t.pay_with===`transfer`?`refund.transfer`:`refund.card`)}]},ask:(e,n)=>{let r=a(e.credits);return I(`post`,`/v1/orders/{order}/refund`,{path:{order:t.id},key:n,body:{...r===i?{}:{credits:r},reason:e.reason??``}})},told:t=>e.say(`refund.told`,{credits:e.credits(t.refunded_credits),order:t.id})}}var si=[`pending`,`awaiting_payment`,`paid`,`canceled`,`refunded`,`disputed`],ci=200,li=class extends P{#e=new K(this,e=>I(`get`,`/v1/orders`,{query:{status:this.place.query.get(`status`)??void 0,after:e,limit:100}}));render(){let e=this.place.query.get(`status`)??``;return S`${this.head(this.say(`nav.orders`))}
      <form class="filters" @submit=${e=>e.preventDefault()}>
        <label
          >${this.say(`order.status`)}<select @change=${e=>this.desk.go(B(this.place,{status:e.target.value}),!0)}>
            <option value="">${this.say(`history.all`)}</option>
            ${si.map(t=>S`<option value=${t} ?selected=${t===e}>${this.text.word(`order.status`,t)}</option>`)}
          </select></label
        >
      </form>
      ${this.#e.show(e=>e.length===0?this.empty(this.say(`orders.none`)):mr(this,e))}`}},ui=class extends P{#e=new G(this,()=>I(`get`,`/v1/orders/{order}`,{path:{order:this.place.rest[0]??``}}));#t=new G(this,()=>{let e=this.#e.value?.account;return e===void 0?void 0:I(`get`,`/v1/accounts/{account}/invoices`,{path:{account:e},query:{limit:ci}})});#n=new G(this,()=>{let e=this.#e.value?.account;return e===void 0?void 0:I(`get`,`/v1/accounts/{account}/grants`,{path:{account:e},query:{limit:ci}})});get#r(){return this.#n.value?.data.find(({id:e})=>e===this.#e.value?.grant)}render(){let e=this.#e.value;return e===void 0?S`${this.head(this.place.rest[0]??``)}${this.#e.waiting()}`:S`${this.head(S`<span class="mono">${e.id}</span>`,{under:S`<a href=${z(`accounts`,e.account)}>${e.account}</a> ${Vt(this.text,e)}`,acts:this.#i(e)})} ${this.#e.stale()}
      <dl class="figures">
        <div><dt>${this.say(`order.total`)}</dt><dd>${this.text.money(e.total)}</dd><dd class="plain muted">${this.say(`order.taxed`,{net:this.text.money(e.net),tax:this.text.money(e.tax),rate:this.text.number(e.tax_rate)})}</dd></div>
        <div><dt>${this.say(`history.credits`)}</dt><dd>${this.text.number(e.credits)}</dd><dd class="plain muted">${e.quantity>1?`${this.text.number(e.quantity)} × `:``}${e.package}</dd></div>
        <div><dt>${this.say(`order.unspent`)}</dt><dd>${this.#r===void 0?`–`:this.text.number(this.#r.available)}</dd></div>
        <div><dt>${this.say(`order.refunded`)}</dt><dd>${this.text.number(e.refunded_credits)}</dd></div>
      </dl>
      <section class="block">
        <header class="head"><h2>${this.say(`order.story`)}</h2></header>
        <div class="body">${this.#a(e)}</div>
      </section>
      ${this.#o(e)}`}#i(e){if(!this.may(`finance`))return T;if(e.status===`awaiting_payment`||e.status===`pending`)return S`<button @click=${()=>void this.desk.act(ri(this.text,e))}>${this.say(`reject.open`)}</button>
        ${e.pay_with===`transfer`?S`<button class="primary" @click=${()=>void this.#s(e)}>${this.say(`confirm.open`)}</button>`:T}`;let t=this.#r;return(e.status===`paid`||e.status===`refunded`)&&t!==void 0&&t.available>0?S`<button @click=${()=>void this.#c()}>${this.say(`refund.open`)}</button>`:T}#a(e){let t=[[this.say(`order.placed`),`${this.text.moment(e.created_at)} · ${e.member??(e.auto_top_up?this.say(`order.auto`):this.say(`history.product`))}`],[this.say(`order.how`),this.text.word(`pay`,e.pay_with)]];e.for&&t.push([this.say(`order.for`),S`<a href=${z(`accounts`,e.for)}>${e.for}</a>`]),e.transfer&&t.push([this.say(`transfers.reference`),S`<span class="mono">${e.transfer.reference}</span>`]),e.credits_by&&t.push([this.say(`transfers.due`),this.text.moment(e.credits_by)]),(e.status===`awaiting_payment`||e.status===`pending`)&&t.push([this.say(`transfers.until`),this.text.moment(e.pay_by)]),e.paid_at&&t.push([this.say(`order.paid`),this.text.moment(e.paid_at)]),e.reason&&t.push([this.say(`act.reason`),e.reason]);for(let{amount:n,credits:r,status:i}of e.refunds)t.push([this.say(`order.refund`),S`${this.text.money(n)} · ${this.text.credits(r)} <span class="chip">${this.text.word(`refund`,i)}</span>`]);return e.dispute&&t.push([this.say(`order.dispute`),S`<span class="chip ${e.dispute.status===`open`?`bad`:``}">${this.text.word(`dispute`,e.dispute.status)}</span> ${this.text.credits(e.dispute.credits)}`]),e.grant&&t.push([this.say(`entries.grant`),S`<a class="mono" href=${`${z(`accounts`,e.account,`grants`)}#${e.grant}`}>${e.grant}</a>`]),S`<dl class="facts">${t.map(([e,t])=>S`<dt>${e}</dt><dd>${t}</dd>`)}</dl>`}#o(e){let t=this.#t.value?.data.filter(t=>t.order===e.id)??[];return t.length===0?T:S`<section class="block">
      <header class="head"><h2>${this.say(`invoices.title`)}</h2></header>
      ${hr(this,t)}
    </section>`}async#s(e){await this.#l(e,async t=>void await this.desk.act(ni(this.text,e,t)))}async#c(){await Promise.all([this.#e.again(),this.#n.again()]);let e=this.#e.value,t=this.#r;e!==void 0&&t!==void 0&&await this.#l(e,async n=>void await this.desk.act(oi(this.text,e,t,n)))}async#l(e,t){try{await t(await this.desk.line.read(I(`get`,`/v1/accounts/{account}/balance`,{path:{account:e.account}})))}catch(e){this.desk.tell(F(j(e),this.text))}}},di=class extends P{#e=new K(this,e=>I(`get`,`/v1/disputes`,{query:{after:e,limit:100}}));render(){return S`${this.head(this.say(`nav.disputes`),{under:this.say(`disputes.says`)})} ${this.#e.show(e=>e.length===0?this.empty(this.say(`disputes.none`)):this.#t(e))}`}#t(e){let t=[this.say(`order.dispute`),this.say(`account.one`),this.say(`order.one`),this.say(`order.status`),{number:this.say(`order.total`)},{number:this.say(`disputes.taken`)},this.say(`history.time`)];return Q(this.say(`nav.disputes`),t,e.map(e=>S`<tr>
          <th scope="row" class="mono">${e.id}</th>
          <td><a href=${z(`accounts`,e.account)}>${e.account}</a></td>
          <td><a class="mono" href=${z(`orders`,e.order)}>${e.order}</a></td>
          <td><span class="chip ${e.status===`open`?`bad`:e.status===`won`?`good`:``}">${this.text.word(`dispute`,e.status)}</span></td>
          <td class="number">${e.amount?this.text.money(e.amount):`–`}</td>
          <td class="number">${this.say(`disputes.share`,{credits:this.text.number(e.credits),share:this.text.number(e.share)})}</td>
          <td>${this.text.moment(e.created_at)}</td>
        </tr>`))}},fi=o`
  .plot {
    overflow-x: auto;
  }
  .plot svg {
    display: block;
    inline-size: 100%;
    min-inline-size: 30rem;
    block-size: auto;
    max-block-size: 18rem;
  }
  .plot text {
    font: 400 11px var(--_font);
    fill: var(--_muted);
  }
  .plot line {
    stroke: var(--_line);
  }
  .plot .s0,
  .key.s0 {
    fill: var(--_accent);
    background: var(--_accent);
  }
  .plot .s1,
  .key.s1 {
    fill: light-dark(#9aa6f0, #5b68c9);
    background: light-dark(#9aa6f0, #5b68c9);
  }
  .plot .s2,
  .key.s2 {
    fill: var(--_warn);
    background: var(--_warn);
  }
  .plot .s3,
  .key.s3 {
    fill: var(--_good);
    background: var(--_good);
  }
  .plot .s4,
  .key.s4 {
    fill: var(--_bad);
    background: var(--_bad);
  }
  .plot .s5,
  .key.s5 {
    fill: var(--_muted);
    background: var(--_muted);
  }
  .legend {
    list-style: none;
    padding: 0;
    margin: 0.5rem 0 0;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.1rem;
  }
  .key {
    display: inline-block;
    inline-size: 0.65rem;
    block-size: 0.65rem;
    border-radius: 2px;
    margin-inline-end: 0.4rem;
  }
`,pi=720,mi=220,hi=52,gi=4;function _i(e){let t=e.labels.map((t,n)=>e.series.reduce((e,{values:t})=>e+Math.max(t[n]??0,0),0)),n=vi(Math.max(...t,0)),r=668/Math.max(e.labels.length,1),i=Math.min(r*.6,46),a=e=>196-188*e/n,o=Math.ceil(e.labels.length/12),s=e.labels.map((t,n)=>`${t}: ${e.series.map(({name:t,values:r})=>`${t} ${e.figure(r[n]??0)}`).join(`, `)}`);return S`<div class="plot" tabindex="0" role="region" aria-label=${e.title}>
      <svg viewBox="0 0 ${pi} ${mi}" role="img" aria-label=${`${e.title}. ${s.join(`. `)}`}>
        ${Array.from({length:5},(t,r)=>{let i=n*r/gi;return C`<line x1=${hi} x2=${pi} y1=${a(i)} y2=${a(i)}></line><text x=${46} y=${a(i)+4} text-anchor="end">${e.scale(i)}</text>`})}
        ${e.labels.map((t,n)=>{let s=hi+r*n+(r-i)/2,c=0;return C`${e.series.map(({name:r,values:o},l)=>{let u=Math.max(o[n]??0,0);if(u===0)return T;let d=c;return c+=u,C`<rect class="s${l%6}" x=${s} width=${i} y=${a(c)} height=${a(d)-a(c)}><title>${`${t} · ${r}: ${e.figure(u)}`}</title></rect>`})}${n%o===0?C`<text x=${s+i/2} y=${213} text-anchor="middle">${t}</text>`:T}`})}
      </svg>
    </div>
    ${e.series.length>1?S`<ul class="legend">${e.series.map(({name:e},t)=>S`<li><i class="key s${t%6}"></i>${e}</li>`)}</ul>`:T}`}function vi(e){if(e<=0)return 1;let t=10**Math.floor(Math.log10(e));return([1,2,4,5,10].find(n=>n*t>=e)??10)*t}var yi=[`usage`,`breakage`,`deferred`],bi=[`feature`,`model`,`account`],xi=[3,6,12,24],Si=[`granted`,`spent`,`reversed`,`expired`,`voided`,`refunded`,`disputed`,`reinstated`,`rolled_over`,`remaining`],Ci=[`opening`,`sold`,`earned`,`put_back`,`breakage`,`voided`,`refunded`,`disputed`,`reinstated`,`closing`],wi=class extends P{static styles=[...P.styles,fi];#e=new K(this,()=>this.#r===`usage`?I(`get`,`/v1/reports/usage`,{query:{...this.#p(),group_by:this.#i}}):void 0);#t=new G(this,()=>this.#r===`breakage`?I(`get`,`/v1/reports/breakage`,{query:this.#p()}):void 0);#n=new G(this,()=>this.#r===`deferred`?I(`get`,`/v1/reports/deferred-revenue`,{query:this.#p()}):void 0);get#r(){return yi.find(e=>e===this.place.rest[0])??`usage`}get#i(){return bi.find(e=>e===this.place.query.get(`by`))??`feature`}render(){let e=this.#r;return S`${this.head(this.say(`nav.reports`),{under:this.say(`report.${e}.says`),acts:S`<button @click=${()=>void this.#h()}>${this.say(`history.csv`)}</button>`})}
      <nav class="sections" aria-label=${this.say(`nav.reports`)}>${yi.map(t=>S`<a href=${z(`reports`,t)} aria-current=${t===e?`page`:T}>${this.say(`report.${t}`)}</a>`)}</nav>
      <form class="filters" @submit=${e=>e.preventDefault()} @change=${this.#m}>
        <label>${this.say(`report.months`)}<select name="months">${xi.map(e=>S`<option value=${String(e)} ?selected=${e===this.#d()}>${this.say(`report.last`,{n:e})}</option>`)}</select></label>
        <label>${this.say(`account.one`)}<input name="account" .value=${this.place.query.get(`account`)??``} placeholder=${this.say(`history.all`)} size="14" /></label>
        ${e===`usage`?S`<label>${this.say(`spent.by`)}<select name="by">${bi.map(e=>S`<option value=${e} ?selected=${e===this.#i}>${this.text.word(`report.by`,e)}</option>`)}</select></label>`:T}
      </form>
      ${e===`usage`?this.#e.show(e=>this.#a(e)):e===`breakage`?this.#t.show(e=>this.#o(e.data)):this.#n.show(e=>this.#s(e.data))}`}#a(e){if(e.length===0)return this.empty(this.say(`report.none`));let t=this.#f(),n=new Map;for(let{group:t,credits:r}of e)n.set(t,U(n.get(t)??0,r));let r=[...n].sort((e,t)=>t[1]-e[1]).map(([e])=>e),i=r.length>6?r.slice(0,5):r,a=(t,n)=>U(...e.filter(e=>e.month===t&&n(e.group)).map(({credits:e})=>e)),o=i.map(e=>({name:e,values:t.map(t=>a(t,t=>t===e))}));r.length>i.length&&o.push({name:this.say(`report.others`),values:t.map(e=>a(e,e=>!i.includes(e)))});let s=e.map(e=>S`<tr>
        <th scope="row">${this.text.month(e.month)}</th>
        <td>${e.group}</td>
        <td class="number">${this.text.number(e.spends)}</td>
        <td class="number">${this.text.number(e.credits)}</td>
      </tr>`);return this.#u(t,o,this.#l,[this.say(`report.month`),this.text.word(`report.by`,this.#i),{number:this.say(`spent.uses`)},{number:this.say(`history.credits`)}],s)}#o(e){if(e.length===0)return this.empty(this.say(`report.none`));let t=this.#f(),n=Ti(e.map(({kind:e})=>e)).map(n=>({name:this.text.word(`grant`,n),values:t.map(t=>U(...e.filter(e=>e.month===t&&e.kind===n).map(({expired:e})=>e)))})),r=U(...e.map(e=>e.granted)),i=U(...e.map(e=>e.expired)),a=e.map(e=>S`<tr>
        <th scope="row">${this.text.month(e.month)}</th>
        <td>${this.text.word(`grant`,e.kind)}</td>
        ${Si.map(t=>S`<td class="number">${this.text.number(e[t])}</td>`)}
      </tr>`);return S`<p class="muted">${this.say(`report.share`,{share:r===0?`–`:this.text.percent(i/r),expired:this.text.credits(i),granted:this.text.credits(r)})}</p>
      ${this.#u(t,n,this.#l,[this.say(`report.month`),this.say(`history.kind`),...Si.map(e=>({number:this.text.word(`flow`,e)}))],a)}`}#s(e){if(e.length===0)return this.empty(this.say(`report.none.sold`));let t=Ti(e.map(({closing:e})=>e.currency));return S`${t.map(n=>{let r=e.filter(({closing:e})=>e.currency===n),i=e=>({amount:Math.round(e),currency:n}),a=this.#f(),o=[`closing`,`earned`,`breakage`].map(e=>({name:this.text.word(`money`,e),values:a.map(t=>r.find(e=>e.month===t)?.[e].amount??0)})),s=r.map(e=>S`<tr>
          <th scope="row">${this.text.month(e.month)}</th>
          ${Ci.map(t=>S`<td class="number">${this.text.money(e[t])}</td>`)}
          <td class="number">${this.text.number(e.remaining)}</td>
        </tr>`);return S`${t.length>1?S`<h2>${n}</h2>`:T}
      ${this.#u(a,o,{scale:e=>this.text.roundMoney(i(e)),figure:e=>this.text.money(i(e))},[this.say(`report.month`),...Ci.map(e=>({number:this.text.word(`money`,e)})),{number:this.say(`flow.remaining`)}],s)} ${this.#c(r)}`})}`}#c(e){let t=e.flatMap(({month:e,journal:t})=>t.map(({debit:t,credit:n,amount:r,text:i})=>S`<tr>
          <th scope="row">${this.text.month(e)}</th>
          <td class="wrap">${this.text.word(`money`,i)}</td>
          <td>${this.text.word(`book`,t)}</td>
          <td>${this.text.word(`book`,n)}</td>
          <td class="number">${this.text.money(r)}</td>
        </tr>`));return t.length===0?T:S`<section class="block">
      <header class="head"><h2>${this.say(`report.journal`)}</h2></header>
      ${Q(this.say(`report.journal`),[this.say(`report.month`),this.say(`report.text`),this.say(`report.debit`),this.say(`report.credit`),{number:this.say(`report.amount`)}],t)}
    </section>`}#l={scale:e=>this.text.compact(e),figure:e=>this.text.credits(e)};#u(e,t,n,r,i){let a=this.say(`report.${this.#r}`);return S`<section class="block">
        <header class="head"><h2>${this.say(`report.${this.#r}.chart`)}</h2></header>
        <div class="body">${_i({title:this.say(`report.${this.#r}.chart`),labels:e.map(e=>this.text.month(e)),series:t,...n})}</div>
      </section>
      <section class="block">
        <header class="head"><h2>${this.say(`report.table`)}</h2></header>
        ${Q(a,r,i)}
      </section>`}#d(){return xi.find(e=>String(e)===this.place.query.get(`months`))??6}#f(){let e=new Date;return Array.from({length:this.#d()},(t,n)=>new Date(Date.UTC(e.getUTCFullYear(),e.getUTCMonth()-this.#d()+1+n,1)).toISOString().replace(`.000Z`,`Z`))}#p(){let e=new Date;return{from:new Date(Date.UTC(e.getUTCFullYear(),e.getUTCMonth()-this.#d()+1,1)).toISOString(),account:this.place.query.get(`account`)??void 0}}#m=e=>{let t=e.target;t.name&&this.desk.go(B(this.place,{[t.name]:t.value.trim()}),!0)};async#h(){let e=`text/csv`,t={usage:I(`get`,`/v1/reports/usage`,{query:{...this.#p(),group_by:this.#i},accept:e}),breakage:I(`get`,`/v1/reports/breakage`,{query:this.#p(),accept:e}),deferred:I(`get`,`/v1/reports/deferred-revenue`,{query:this.#p(),accept:e})};await ln(this,t[this.#r],`${this.#r}.csv`)}};function Ti(e){return[...new Set(e)]}var Ei=class extends P{#e=new K(this,e=>I(`get`,`/v1/api-keys`,{query:{after:e,limit:100}}));render(){return S`${this.head(this.say(`nav.keys`),{under:this.say(`keys.says`),acts:S`<button @click=${()=>void this.desk.act(Br(this.text))}>${this.say(`key.make.open`)}</button>`})}
    ${this.#e.show(e=>e.length===0?this.empty(this.say(`keys.none`)):this.#t(e))}`}#t(e){let t=e.map(e=>S`<tr>
        <th scope="row" class="wrap">${e.name}</th>
        <td>${this.text.word(`scope`,e.scope)}</td>
        <td class="mono">…${e.hint}</td>
        <td>${this.text.moment(e.created_at)}</td>
        <td class="acts-cell"><button class="small" aria-label=${`${this.say(`key.revoke.button`)}: ${e.name}`} @click=${()=>void this.desk.act(Vr(this.text,e))}>${this.say(`key.revoke.button`)}</button></td>
      </tr>`);return Q(this.say(`nav.keys`),[this.say(`key.name`),this.say(`key.scope`),this.say(`key.ends`),this.say(`key.since`),void 0],t)}},Di=class extends P{#e=new K(this,e=>I(`get`,`/v1/operators`,{query:{after:e,limit:100}}));render(){return S`${this.head(this.say(`nav.staff`),{under:this.say(`staff.says`),acts:S`<button @click=${()=>void this.desk.act(Wr(this.text))}>${this.say(`staff.add.open`)}</button>`})} ${this.#e.show(e=>this.#t(e))}`}#t(e){let t=e.map(e=>{let t=(t,n)=>S`<button class="small" aria-label=${`${t}: ${e.name}`} @click=${n}>${t}</button>`;return S`<tr>
        <th scope="row">${e.name}${e.id===this.desk.operator.id?S` <span class="muted">${this.say(`staff.you`)}</span>`:T}</th>
        <td class="wrap">${e.email}</td>
        <td>${this.text.word(`role`,e.role)}${e.disabled?S` <span class="chip bad">${this.say(`staff.disabled`)}</span>`:T}</td>
        <td>${e.last_signed_in_at?this.text.moment(e.last_signed_in_at):this.say(`staff.never`)}</td>
        <td class="acts-cell">
          ${t(this.say(`staff.role.open`),()=>void this.desk.act(Gr(this.text,e)))} ${t(this.say(`staff.reset.open`),()=>void this.desk.act(Kr(this.text,e)))}
          ${t(this.say(e.disabled?`staff.enable.button`:`staff.disable.button`),()=>void this.desk.act(qr(this.text,e)))}
        </td>
      </tr>`});return Q(this.say(`nav.staff`),[this.say(`account.name`),this.say(`sign.email`),this.say(`account.role`),this.say(`staff.seen`),void 0],t)}},Oi=class extends P{#e=new K(this,e=>I(`get`,`/v1/audit`,{query:{after:e,limit:100,order:`newest`}}));#t=new K(this,e=>I(`get`,`/v1/operators`,{query:{after:e,limit:200}}));render(){return S`${this.head(this.say(`nav.audit`),{under:this.say(`audit.says`)})} ${this.#e.show(e=>e.length===0?this.empty(this.say(`audit.none`)):this.#n(e))}`}#n(e){let t=e.map(e=>S`<tr>
        <td>${this.text.time(e.at)}</td>
        <th scope="row"><code>${e.action}</code></th>
        <td>${this.#i(e)}</td>
        <td class="wrap">${e.subject}</td>
        <td>${this.#r(e.who)}</td>
        <td class="wrap">${e.reason??``}</td>
      </tr>`);return Q(this.say(`nav.audit`),[this.say(`history.time`),this.say(`audit.action`),this.say(`audit.outcome`),this.say(`audit.subject`),this.say(`history.who`),this.say(`act.reason`)],t)}#r(e){let t=this.#t.rows?.find(({id:t})=>t===e)?.name;return t===void 0?S`<span class="mono">${e}</span>`:S`${t}<div class="mono small muted">${e}</div>`}#i({outcome:e,code:t}){return e===`done`?S`${this.say(`audit.done`)}`:e===`begun`?S`<span class="chip warn">${this.say(`audit.begun`)}</span>`:S`<span class="chip bad">${this.say(`audit.refused`)}</span> <code>${t??``}</code>`}},ki=class extends P{render(){let{operator:e}=this.desk;return S`${this.head(e.name,{under:e.email,acts:S`<button @click=${()=>void this.desk.act(Jr(this.text))}>${this.say(`me.open`)}</button>`})}
      <dl class="facts">
        <dt>${this.say(`account.role`)}</dt>
        <dd>${this.text.word(`role`,e.role)}</dd>
        <dt>${this.say(`me.may`)}</dt>
        <dd>${this.text.word(`role.may`,e.role)}</dd>
      </dl>`}},Ai=864e5,ji={"account-entries":An,"account-grants":In,"account-limits":rr,"account-members":nr,"account-messages":br,"account-orders":yr,"account-overview":Jn,"catalog-editor":Fr,"catalog-versions":Nr,"console-account":sn,"console-accounts":wr,"console-act":et,"console-audit":Oi,"console-call":Qe,"console-calls":Ft,"console-catalog":Ar,"console-disputes":di,"console-events":ei,"console-finder":Rt,"console-health":Zr,"console-keys":Ei,"console-ledger":Xr,"console-mails":ti,"console-me":ki,"console-order":ui,"console-orders":li,"console-reports":wi,"console-sign-in":zt,"console-staff":Di,"console-support":ar,"console-transfers":class extends P{#e=new K(this,e=>I(`get`,`/v1/orders`,{query:{status:`awaiting_payment`,after:e,limit:100}}));render(){return S`${this.head(this.say(`nav.transfers`),{under:this.say(`transfers.says`)})}
      ${this.#e.show(e=>e.length===0?this.empty(this.say(`transfers.none`)):this.#t(e))}`}#t(e){return S`<div class="scroll" tabindex="0" role="region" aria-label=${this.say(`nav.transfers`)}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say(`transfers.due`)}</th>
            <th scope="col">${this.say(`account.one`)}</th>
            <th scope="col" class="number">${this.say(`order.total`)}</th>
            <th scope="col" class="number">${this.say(`history.credits`)}</th>
            <th scope="col">${this.say(`transfers.reference`)}</th>
            <th scope="col">${this.say(`transfers.until`)}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${e.map(e=>this.#n(e))}
        </tbody>
      </table>
    </div>`}#n(e){let t=t=>`${t}: ${e.id}`;return S`<tr>
      <td>${this.#r(e)}</td>
      <td><a href=${z(`accounts`,e.account)}>${e.account}</a></td>
      <td class="number">${this.text.money(e.total)}</td>
      <td class="number">${this.text.number(e.credits)}</td>
      <td><a class="mono" href=${z(`orders`,e.id)}>${e.transfer?.reference??e.id}</a></td>
      <td>${this.text.date(e.pay_by)}</td>
      <td class="acts-cell">
        ${this.may(`finance`)?S`${e.credits_by?T:S`<button class="small" aria-label=${t(this.say(`report.open`))} @click=${()=>void this.desk.act(ii(this.text,e))}>${this.say(`report.open`)}</button>`}
              <button class="small" aria-label=${t(this.say(`reject.open`))} @click=${()=>void this.desk.act(ri(this.text,e))}>${this.say(`reject.open`)}</button>
              <button class="small primary" aria-label=${t(this.say(`confirm.open`))} @click=${()=>void this.#i(e)}>${this.say(`confirm.open`)}</button>`:T}
      </td>
    </tr>`}#r(e){if(!e.credits_by)return S`<span class="muted">${this.say(`transfers.unseen`)}</span>`;let t=new Date(e.credits_by).getTime()-Date.now();return S`<span class="chip ${t<0?`bad`:t<Ai?`warn`:`good`}">${t<0?this.say(`transfers.late`,{when:this.text.away(e.credits_by)}):this.text.away(e.credits_by)}</span> <span class="muted">${this.text.moment(e.credits_by)}</span>`}async#i(e){try{let t=await this.desk.line.read(I(`get`,`/v1/accounts/{account}/balance`,{path:{account:e.account}}));await this.desk.act(ni(this.text,e,t))}catch(e){this.desk.tell(F(j(e),this.text))}}},"console-webhooks":$r,"scrip-console":Pt};for(let[e,t]of Object.entries(ji))customElements.get(e)===void 0&&customElements.define(e,t);