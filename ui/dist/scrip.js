var e=globalThis,t=e.ShadowRoot&&(e.ShadyCSS===void 0||e.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,n=Symbol(),r=new WeakMap,i=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==n)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,n=this.t;if(t&&e===void 0){let t=n!==void 0&&n.length===1;t&&(e=r.get(n)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&r.set(n,e))}return e}toString(){return this.cssText}},a=e=>new i(typeof e==`string`?e:e+``,void 0,n),o=(e,...t)=>new i(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,n),s=(n,r)=>{if(t)n.adoptedStyleSheets=r.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let t of r){let r=document.createElement(`style`),i=e.litNonce;i!==void 0&&r.setAttribute(`nonce`,i),r.textContent=t.cssText,n.appendChild(r)}},c=t?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return a(t)})(e):e,{is:l,defineProperty:u,getOwnPropertyDescriptor:d,getOwnPropertyNames:ee,getOwnPropertySymbols:te,getPrototypeOf:ne}=Object,f=globalThis,re=f.trustedTypes,ie=re?re.emptyScript:``,ae=f.reactiveElementPolyfillSupport,p=(e,t)=>e,m={toAttribute(e,t){switch(t){case Boolean:e=e?ie:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},h=(e,t)=>!l(e,t),g={attribute:!0,type:String,converter:m,reflect:!1,useDefault:!1,hasChanged:h};Symbol.metadata??=Symbol(`metadata`),f.litPropertyMetadata??=new WeakMap;var _=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=g){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&u(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=d(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??g}static _$Ei(){if(this.hasOwnProperty(p(`elementProperties`)))return;let e=ne(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(p(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(p(`properties`))){let e=this.properties,t=[...ee(e),...te(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(c(e))}else e!==void 0&&t.push(c(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?m:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?m:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??h)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};_.elementStyles=[],_.shadowRootOptions={mode:`open`},_[p(`elementProperties`)]=new Map,_[p(`finalized`)]=new Map,ae?.({ReactiveElement:_}),(f.reactiveElementVersions??=[]).push(`2.1.2`);var v=globalThis,oe=e=>e,y=v.trustedTypes,se=y?y.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,ce=`$lit$`,b=`lit$${Math.random().toFixed(9).slice(2)}$`,x=`?`+b,le=`<${x}>`,S=document,C=()=>S.createComment(``),w=e=>e===null||typeof e!=`object`&&typeof e!=`function`,T=Array.isArray,ue=e=>T(e)||typeof e?.[Symbol.iterator]==`function`,E=`[ 	
\f\r]`,D=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,de=/-->/g,fe=/>/g,O=RegExp(`>|${E}(?:([^\\s"'>=/]+)(${E}*=${E}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),pe=/'/g,me=/"/g,he=/^(?:script|style|textarea|title)$/i,ge=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),k=ge(1),A=ge(2),j=Symbol.for(`lit-noChange`),M=Symbol.for(`lit-nothing`),_e=new WeakMap,N=S.createTreeWalker(S,129);function P(e,t){if(!T(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return se===void 0?t:se.createHTML(t)}var ve=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=D;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===D?c[1]===`!--`?o=de:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=O):(he.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=O):o=fe:o===O?c[0]===`>`?(o=i??D,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?O:c[3]===`"`?me:pe):o===me||o===pe?o=O:o===de||o===fe?o=D:(o=O,i=void 0);let d=o===O&&e[t+1].startsWith(`/>`)?` `:``;a+=o===D?n+le:l>=0?(r.push(s),n.slice(0,l)+ce+n.slice(l)+b+d):n+b+(l===-2?t:d)}return[P(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},F=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=ve(t,n);if(this.el=e.createElement(l,r),N.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=N.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(ce)){let t=u[o++],n=i.getAttribute(e).split(b),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?be:r[1]===`?`?xe:r[1]===`@`?Se:R}),i.removeAttribute(e)}else e.startsWith(b)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(he.test(i.tagName)){let e=i.textContent.split(b),t=e.length-1;if(t>0){i.textContent=y?y.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],C()),N.nextNode(),c.push({type:2,index:++a});i.append(e[t],C())}}}else if(i.nodeType===8){if(i.data===x)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(b,e+1))!==-1;)c.push({type:7,index:a}),e+=b.length-1}}a++}}static createElement(e,t){let n=S.createElement(`template`);return n.innerHTML=e,n}};function I(e,t,n=e,r){if(t===j)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=w(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=I(e,i._$AS(e,t.values),i,r)),t}var ye=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??S).importNode(t,!0);N.currentNode=r;let i=N.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new L(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Ce(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=N.nextNode(),a++)}return N.currentNode=S,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},L=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=M,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=I(this,e,t),w(e)?e===M||e==null||e===``?(this._$AH!==M&&this._$AR(),this._$AH=M):e!==this._$AH&&e!==j&&this._(e):e._$litType$===void 0?e.nodeType===void 0?ue(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==M&&w(this._$AH)?this._$AA.nextSibling.data=e:this.T(S.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=F.createElement(P(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new ye(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=_e.get(e.strings);return t===void 0&&_e.set(e.strings,t=new F(e)),t}k(t){T(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(C()),this.O(C()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=oe(e).nextSibling;oe(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},R=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=M,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=M}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=I(this,e,t,0),a=!w(e)||e!==this._$AH&&e!==j,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=I(this,r[n+o],t,o),s===j&&(s=this._$AH[o]),a||=!w(s)||s!==this._$AH[o],s===M?e=M:e!==M&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===M?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},be=class extends R{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===M?void 0:e}},xe=class extends R{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==M)}},Se=class extends R{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=I(this,e,t,0)??M)===j)return;let n=this._$AH,r=e===M&&n!==M||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==M&&(n===M||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Ce=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){I(this,e)}},we=v.litHtmlPolyfillSupport;we?.(F,L),(v.litHtmlVersions??=[]).push(`3.3.3`);var Te=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new L(t.insertBefore(C(),e),e,void 0,n??{})}return i._$AI(e),i},z=globalThis,B=class extends _{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Te(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return j}};B._$litElement$=!0,B.finalized=!0,z.litElementHydrateSupport?.({LitElement:B});var Ee=z.litElementPolyfillSupport;Ee?.({LitElement:B}),(z.litElementVersions??=[]).push(`4.2.2`);var De=o`
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
`,Oe=o`
  button,
  .button {
    font: inherit;
    font-weight: 550;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) - 2px);
    padding: 0.45rem 0.8rem;
    min-height: 2.25rem;
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
    cursor: default;
    filter: none;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .card {
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    padding: 1rem;
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
    font-weight: 550;
    color: var(--_muted);
    white-space: nowrap;
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
  .skeleton {
    display: inline-block;
    inline-size: 6ch;
    block-size: 1em;
    border-radius: 4px;
    background: var(--_sunken);
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
`,ke=15e3,V=class extends Error{status;code;body;constructor(e,t,n,r={}){super(n),this.status=e,this.code=t,this.body=r,this.name=`Problem`}get isAway(){return this.status===0||this.status===502||this.status===503||this.status===504}},Ae=class{server;#e;#t;constructor(e,t){this.server=e.replace(/\/+$/,``),this.#e=t}async call(e,t={}){return await(await this.fetch(e,t)).json()}async fetch(e,t={}){let n=this.#r(),r=await this.#n(e,t,await n);return r.status===401&&typeof this.#e==`function`?(this.#t===n&&(this.#t=void 0),H(await this.#n(e,t,await this.#r()))):H(r)}async#n(e,t,n){let r=new Headers({Accept:t.accept??`application/json`});r.set(`Authorization`,`Bearer ${n}`),t.body!==void 0&&r.set(`Content-Type`,`application/json`),t.key!==void 0&&r.set(`Idempotency-Key`,t.key);let i={method:t.method??`GET`,headers:r,cache:`no-store`,credentials:`omit`};t.body!==void 0&&(i.body=JSON.stringify(t.body)),i.signal=t.signal??AbortSignal.timeout(ke);try{return await fetch(this.server+e,i)}catch(e){throw t.signal?.aborted===!0?e:new V(0,`away`,`The server did not answer.`,{})}}#r(){let e=this.#e;return this.#t??=Promise.resolve(typeof e==`function`?e():e).catch(e=>{throw this.#t=void 0,new V(0,`away`,e instanceof Error?e.message:`No token was given.`,{})}),this.#t}};async function H(e){if(e.ok)return e;let t={};try{t=await e.json()}catch{}let n=e=>typeof t[e]==`string`?t[e]:void 0;throw new V(e.status,n(`code`)??`unknown`,n(`detail`)??e.statusText,t)}function U(){return crypto.randomUUID()}var je=500,Me=3e4,Ne=1e6;async function Pe(e,t,n,r,i){let a=je;for(;!i.aborted;){try{let o=await e.fetch(t,{accept:`text/event-stream`,signal:i});r(!1),a=je,o.body!==null&&await Fe(o.body,n)}catch(e){if(i.aborted||e instanceof V&&!e.isAway&&e.status!==429&&e.status!==401)return;r(!0)}await Le(a,i),a=Math.min(a*2,Me)}}async function Fe(e,t){let n=e.pipeThrough(new TextDecoderStream).getReader(),r=``;for(;;){let{done:e,value:i}=await n.read();if(e)return;r+=i;let a=r.indexOf(`

`);for(;a>=0;)Ie(r.slice(0,a),t),r=r.slice(a+2),a=r.indexOf(`

`);if(r.length>Ne)throw Error(`an event has no end`)}}function Ie(e,t){let n=`message`,r=[];for(let t of e.split(`
`))t.startsWith(`event:`)?n=t.slice(6).trim():t.startsWith(`data:`)&&r.push(t.slice(5).trimStart());r.length>0&&t(n,r.join(`
`))}function Le(e,t){return new Promise(n=>{let r=()=>{clearTimeout(i),t.removeEventListener(`abort`,r),n()},i=setTimeout(r,e);t.addEventListener(`abort`,r)})}var Re=150,ze=new Map;function Be(e,t){let n=ze.get(e);n===void 0&&ze.set(e,n=new Map);let r=n.get(t);return r===void 0&&n.set(t,r=new Ve(new Ae(e,t),()=>n.delete(t))),r}var Ve=class extends EventTarget{api;#e={isAway:!1};#t=0;#n;#r;#i;#a;constructor(e,t){super(),this.api=e,this.#a=t}get known(){return this.#e}path(e){return`/v1/accounts/${encodeURIComponent(this.#e.session?.account??``)}${e}`}may(e){return this.#e.session?.rights.some(t=>t===e)??!1}hold(){this.#t+=1,this.#t===1&&this.#o();let e=!0;return()=>{e&&(e=!1,--this.#t,queueMicrotask(()=>{this.#t===0&&this.#l()}))}}changed(){this.#r?.postMessage(`changed`),this.refresh()}async refresh(){this.#e.session===void 0?(this.#l(),this.#t>0&&await this.#o()):await Promise.all([this.#f(),this.#p()])}async#o(){let e=new AbortController;this.#n=e,document.addEventListener(`visibilitychange`,this.#u),window.addEventListener(`online`,this.#u);try{let t=await this.api.call(`/v1/session`,{signal:e.signal});if(e.signal.aborted)return;let{problem:n,...r}=this.#e;this.#h({...r,session:t,isAway:!1})}catch(t){if(e.signal.aborted)return;this.#h({...this.#e,problem:W(t),isAway:W(t).isAway}),W(t).isAway&&setTimeout(()=>!e.signal.aborted&&void this.refresh(),2e3);return}let{account:t,member:n}=this.#e.session??{},r=`scrip ${this.api.server} ${t} ${n}`;this.#r=new BroadcastChannel(r),this.#r.onmessage=({data:e})=>this.#c(e),this.#p(),this.may(`see_balance`)&&(this.#f(),He(r,e.signal,()=>this.#s(e.signal)))}async#s(e){let t=t=>{e.aborted||(this.#r?.postMessage(t),this.#c(t))};await Pe(this.api,this.path(`/balance/stream`),(e,n)=>e===`balance`&&t({balance:JSON.parse(n)}),e=>t({isAway:e}),e)}#c(e){e===`changed`?this.refresh():`balance`in e?this.#d(e.balance):this.#e.isAway!==e.isAway&&this.#h({...this.#e,isAway:e.isAway})}#l(){this.#n?.abort(),this.#n=void 0,this.#r?.close(),this.#r=void 0,clearTimeout(this.#i),document.removeEventListener(`visibilitychange`,this.#u),window.removeEventListener(`online`,this.#u),this.#t===0&&this.#a()}#u=()=>{document.visibilityState===`visible`&&this.refresh()};#d(e){if((this.#e.balance?.as_of??``)>e.as_of)return;let{problem:t,...n}=this.#e;this.#h({...n,balance:e,isAway:!1}),clearTimeout(this.#i),this.#i=setTimeout(()=>void this.#p(),Re)}async#f(){this.may(`see_balance`)&&await this.#m(async e=>this.#d(await this.api.call(this.path(`/balance`),{signal:e})))}async#p(){await this.#m(async e=>{let{data:t}=await this.api.call(this.path(`/features`),{signal:e}),{problem:n,...r}=this.#e;this.#h({...r,features:t,isAway:!1})})}async#m(e){let t=this.#n?.signal;if(t!==void 0)try{await e(t)}catch(e){t.aborted||this.#h({...this.#e,problem:W(e),isAway:W(e).isAway})}}#h(e){this.#e=e,this.dispatchEvent(new Event(`change`))}};async function He(e,t,n){if(navigator.locks===void 0)return n();await navigator.locks.request(e,{signal:t},n).catch(e=>{if(!t.aborted)throw e})}function W(e){return e instanceof V?e:new V(0,`away`,e instanceof Error?e.message:String(e))}var Ue={"usage.title":`Meine Nutzung`,"usage.monthly":`Monatliche Credits`,"usage.extra":`Zusätzliche Credits`,"usage.of":`{available} von {granted}`,"usage.renews":`Erneuert am {date}`,"usage.ends":`Testphase endet am {date}`,"usage.expires":`{credits} verfallen am {date}`,"usage.reserved":`{credits} für laufende Arbeit zurückgelegt`,"usage.owed":`{credits} offen: Die nächsten Credits gleichen das zuerst aus`,"usage.shared":`Geteilt von {account}`,"usage.buy":`Zusätzliche Credits kaufen`,"usage.who":`Wer was darf`,"usage.may.use":`Credits nutzen`,"usage.may.buy":`Credits kaufen`,"usage.may.share":`Credits mit Unterkonten teilen`,"usage.progress":`{available} von {granted} monatlichen Credits übrig`,credits:{one:`{n} Credit`,other:`{n} Credits`},"credits.left":{one:`{n} Credit übrig`,other:`{n} Credits übrig`},"cost.free":`Kostenlos`,"cost.about":`Etwa {credits}`,"cost.ceiling":`höchstens {credits}`,"cost.after":`danach {credits} übrig`,"cost.included":`In Ihrem Tarif enthalten`,"counter.label":`{credits} übrig. Mehr Credits holen`,"counter.plain":`{credits} übrig`,"reason.insufficient_credits":`Dafür reichen die Credits nicht: {credits} sind verfügbar.`,"reason.role_not_allowed":`Ihre Rolle umfasst das nicht.`,"reason.sharing_disabled":`Ihre Agentur teilt ihre Credits nicht mit Unterkonten.`,"reason.plan_lacks_feature":`Ihr Tarif enthält diese Funktion nicht.`,"reason.account_ended":`Das Abonnement ist beendet.`,"reason.spend_limit_reached":`Ein Ausgabenlimit ist erreicht.`,"reason.spend_limit_reached.member":`Ihr eigenes Ausgabenlimit ist erreicht.`,"reason.spend_limit_reached.subaccount":`Das Ausgabenlimit dieses Unterkontos ist erreicht.`,"reason.spend_limit_reached.account":`Das Ausgabenlimit des Kontos ist erreicht.`,"reason.other":`Das ist gerade nicht möglich.`,"who.can":`{names} kann das.`,"who.nobody":`Fragen Sie die Person, die Ihr Konto verwaltet.`,"plans.have":{one:`Enthalten im Tarif {names}.`,other:`Enthalten in den Tarifen {names}.`},"features.paid":`Funktionen, die Credits brauchen`,"features.free":`Funktionen ohne Credits`,"features.gated":`Funktionen ohne Credits, die einen höheren Tarif brauchen`,"features.included":`Enthalten`,"features.plans":`Ab {names}`,"features.unit":`je {credits}`,"history.title":`Verlauf`,"history.caption":`Jede Bewegung von Credits, die neueste zuerst`,"history.time":`Zeit`,"history.what":`Was geschah`,"history.who":`Wer`,"history.credits":`Credits`,"history.left":`Danach verfügbar`,"history.details":`Einzelheiten`,"history.from":`Von`,"history.to":`Bis`,"history.kind":`Art`,"history.feature":`Funktion`,"history.member":`Mitglied`,"history.subaccount":`Unterkonto`,"history.all":`Alle`,"history.more":`Mehr anzeigen`,"history.csv":`CSV herunterladen`,"history.none":`Noch nichts. Jede Nutzung, jeder Kauf und jede Erneuerung wird hier eine eigene Zeile.`,"history.none.filter":`Keine Zeile passt zu diesen Filtern.`,"history.product":`das Produkt`,"history.clock":`von selbst`,"kind.grant":`Credits gutgeschrieben`,"kind.expire":`Verfallen`,"kind.void":`Aufgehoben`,"kind.roll":`Übertragen`,"kind.spend":`Nutzung`,"kind.reserve":`Zurückgelegt`,"kind.settle":`Nutzung abgerechnet`,"kind.release":`Freigegeben`,"kind.reverse":`Zurückgegeben`,"kind.claw":`Zurückgeholt`,"kind.reinstate":`Wieder gutgeschrieben`,"kind.order":`Bestellung`,"kind.account":`Konto`,"kind.notice":`Hinweis`,"grants.title":`Credits nach Herkunft`,"grants.order":`Credits werden von oben nach unten verbraucht: nach Priorität, dann was zuerst verfällt, kostenlose vor gekauften.`,"grants.source":`Herkunft`,"grants.left":`Übrig`,"grants.expires":`Verfällt`,"grants.status":`Status`,"grants.never":`Nie`,"grants.none":`Es gibt noch keine Credits.`,"grant.plan":`Tarif`,"grant.trial":`Testphase`,"grant.legacy":`Alter Tarif`,"grant.package":`Gekauft`,"grant.promotional":`Geschenk`,"grant.adjustment":`Korrektur`,"state.scheduled":`Ab {date}`,"state.open":`In Gebrauch`,"state.used":`Verbraucht`,"state.expired":`Verfallen`,"state.voided":`Aufgehoben`,"spent.title":`Nutzung`,"spent.by.day":`Tag`,"spent.by.feature":`Funktion`,"spent.by.member":`Mitglied`,"spent.by.subaccount":`Unterkonto`,"spent.by":`Gruppieren nach`,"spent.table":`Als Tabelle zeigen`,"spent.chart":`Verbrauchte Credits der letzten {days} Tage`,"spent.none":`In den letzten {days} Tagen wurden keine Credits verbraucht.`,"spent.total":`In {days} Tagen verbraucht`,"spent.kinds":`Was übrig ist, nach Herkunft`,"spent.forecast":`Im Tempo der letzten {days} Tage ({rate} am Tag) sind die Credits etwa am {date} verbraucht.`,"spent.forecast.renews":`Im Tempo der letzten {days} Tage ({rate} am Tag) reichen die Credits über den {date} hinaus.`,"spent.uses":`Nutzungen`,"agency.title":`Agentur-Optionen`,"agency.section":`Credits teilen`,"agency.switch":`Unterkonten dürfen Ihre Credits nutzen`,"agency.hint":`Ist das an, nutzen alle Unterkonten die Credits der Agentur. Selbst kaufen können sie keine.`,"agency.saved":`Gespeichert`,"agency.limits":`Ausgabenlimits`,"agency.limits.hint":`Ein Limit gilt je Unterkonto oder Mitglied. Begonnene Arbeit wird nicht abgebrochen.`,"agency.limits.none":`Es sind keine Limits gesetzt.`,"agency.subject":`Für`,"agency.credits":`Credits`,"agency.per":`Je`,"agency.per.day":`Tag`,"agency.per.month":`Monat`,"agency.per.period":`Abrechnungszeitraum`,"agency.add":`Limit setzen`,"agency.remove":`Limit von {subject} entfernen`,"agency.each.member":`Jedes Mitglied`,"agency.each.subaccount":`Jedes Unterkonto`,"agency.account":`Das ganze Konto`,"state.loading":`Wird geladen`,"state.away":`Der Server ist nicht erreichbar. Die Anzeige kann veraltet sein.`,"state.failed":`Das konnte nicht geladen werden: {detail}`,"state.again":`Erneut versuchen`,"state.hidden":`Ihre Rolle zeigt den Kontostand nicht.`,"dialog.close":`Schließen`,"buy.title":`Mehr Credits`,"buy.packages":`Credit-Pakete, einmalig bezahlt`,"buy.pay":`Zahlung`,"buy.pay.saved":`{brand}, endet auf {last4}`,"buy.pay.card":`Neue Karte`,"buy.pay.transfer":`Überweisung`,"buy.pay.transfer.days":{one:`Die Credits kommen binnen {n} Werktag nach Ihrer Überweisung.`,other:`Die Credits kommen binnen {n} Werktagen nach Ihrer Überweisung.`},"buy.net":`Preis`,"buy.tax":`Steuer, {rate} %`,"buy.reverse":`Steuer: Umkehrung der Steuerschuld`,"buy.total":`Gesamt`,"buy.expires":`Die Credits gelten {span} ab der Zahlung.`,"buy.terms":`Verkaufsbedingungen`,"buy.now":`Jetzt kaufen`,"buy.none":`Dieses Konto kann gerade keine Pakete kaufen.`,"buy.plans":`Oder einen höheren Tarif wählen`,"buy.plan.credits":`{credits} je Zeitraum`,"buy.plan.after":`Gleich nach dem Wechsel: {credits}`,"buy.upgrade":`Zu {name} wechseln`,"buy.processing":`Die Zahlung läuft.`,"buy.waiting":`Schließen Sie die Zahlung im anderen Fenster ab. Hier geht es von selbst weiter.`,"buy.open":`Zahlungsseite öffnen`,"buy.cancel":`Bestellung abbrechen`,"buy.canceled":`Die Bestellung wurde abgebrochen.`,"buy.declined":`Die Zahlung wurde abgelehnt: {reason}`,"buy.price_changed":`Der Preis hat sich inzwischen geändert. Sehen Sie ihn sich noch einmal an.`,"buy.transfer.placed":`Die Bestellung ist aufgegeben. Bitte überweisen Sie:`,"buy.bank.name":`An`,"buy.bank.iban":`IBAN`,"buy.bank.bic":`BIC`,"buy.bank.reference":`Verwendungszweck`,"buy.bank.by":`Zahlbar bis`,"buy.done":`{credits} gehören Ihnen.`,"buy.invoice":`Die Rechnung kommt per E-Mail.`,"buy.continue":`Weiter`,"buy.close":`Fertig`,"orders.title":`Bestellungen und Rechnungen`,"orders.none":`Noch wurde nichts gekauft.`,"orders.due":`Fällig am {date}`,"orders.refunded":`{credits} erstattet`,"orders.pdf":`PDF`,"orders.pdf.of":`PDF der Rechnung zur Bestellung {id}`,"orders.send":`Erneut senden`,"orders.send.of":`Erneut senden: Rechnung zur Bestellung {id}`,"orders.sent":`Die Rechnung ist unterwegs.`,"order.pending":`Wartet auf Zahlung`,"order.awaiting_payment":`Wartet auf Ihre Überweisung`,"order.paid":`Bezahlt`,"order.canceled":`Abgebrochen`,"order.refunded":`Erstattet`,"order.disputed":`Angefochten`,"card.title":`Karte`,"card.none":`Es ist keine Karte gespeichert.`,"card.add":`Karte hinzufügen`,"card.replace":`Karte ersetzen`,"card.remove":`Karte entfernen`,"card.declined":`Die letzte Zahlung wurde abgelehnt.`,"topup.title":`Automatisches Aufladen`,"topup.hint":`Kauft mit der gespeicherten Karte ein Paket, wenn wenige Credits übrig sind.`,"topup.on":`Unter {threshold} Credits: {name}, höchstens {max} im Monat.`,"topup.off":`Ausschalten`,"topup.threshold":`Wenn weniger Credits als`,"topup.package":`Kaufe`,"topup.max":`Höchstens im Monat`,"topup.set":`Einschalten`,"topup.card":`Fügen Sie zuerst eine Karte hinzu.`},G={"usage.title":`My Usage`,"usage.monthly":`Monthly credits`,"usage.extra":`Extra credits`,"usage.of":`{available} of {granted}`,"usage.renews":`Renews on {date}`,"usage.ends":`Trial ends on {date}`,"usage.expires":`{credits} expire on {date}`,"usage.reserved":`{credits} set aside for running work`,"usage.owed":`{credits} owed: the next credits pay this first`,"usage.shared":`Shared from {account}`,"usage.buy":`Buy extra credits`,"usage.who":`Who may do what`,"usage.may.use":`Use credits`,"usage.may.buy":`Buy credits`,"usage.may.share":`Share credits with subaccounts`,"usage.progress":`{available} of {granted} monthly credits left`,credits:{one:`{n} credit`,other:`{n} credits`},"credits.left":{one:`{n} credit left`,other:`{n} credits left`},"cost.free":`Free`,"cost.about":`About {credits}`,"cost.ceiling":`{credits} at most`,"cost.after":`{credits} left after it`,"cost.included":`Included in your plan`,"counter.label":`{credits} left. Get more credits`,"counter.plain":`{credits} left`,"reason.insufficient_credits":`There are too few credits for this: {credits} are available.`,"reason.role_not_allowed":`Your role does not include this.`,"reason.sharing_disabled":`Your agency does not share its credits with subaccounts.`,"reason.plan_lacks_feature":`Your plan does not include this feature.`,"reason.account_ended":`The subscription has ended.`,"reason.spend_limit_reached":`A spend limit is reached.`,"reason.spend_limit_reached.member":`Your own spend limit is reached.`,"reason.spend_limit_reached.subaccount":`This subaccount's spend limit is reached.`,"reason.spend_limit_reached.account":`The account's spend limit is reached.`,"reason.other":`This is not possible now.`,"who.can":`{names} can.`,"who.nobody":`Ask the person who runs your account.`,"plans.have":{one:`It comes with the plan {names}.`,other:`It comes with the plans {names}.`},"features.paid":`Features that require credits`,"features.free":`Features available without credits`,"features.gated":`Features that need a higher plan, without credits`,"features.included":`Included`,"features.plans":`From {names}`,"features.unit":`{credits} each`,"history.title":`History`,"history.caption":`Every movement of credits, the newest first`,"history.time":`Time`,"history.what":`What happened`,"history.who":`Who`,"history.credits":`Credits`,"history.left":`Then available`,"history.details":`Details`,"history.from":`From`,"history.to":`To`,"history.kind":`Kind`,"history.feature":`Feature`,"history.member":`Member`,"history.subaccount":`Subaccount`,"history.all":`All`,"history.more":`Show more`,"history.csv":`Download CSV`,"history.none":`Nothing here yet. Every use, purchase and renewal will be a line of its own.`,"history.none.filter":`No line fits these filters.`,"history.product":`the product`,"history.clock":`by itself`,"kind.grant":`Credits granted`,"kind.expire":`Expired`,"kind.void":`Voided`,"kind.roll":`Carried over`,"kind.spend":`Use`,"kind.reserve":`Set aside`,"kind.settle":`Use settled`,"kind.release":`Released`,"kind.reverse":`Put back`,"kind.claw":`Taken back`,"kind.reinstate":`Reinstated`,"kind.order":`Order`,"kind.account":`Account`,"kind.notice":`Notice`,"grants.title":`Credits by source`,"grants.order":`Credits are used from top to bottom: by priority, then those that expire first, free ones before bought ones.`,"grants.source":`Source`,"grants.left":`Left`,"grants.expires":`Expires`,"grants.status":`Status`,"grants.never":`Never`,"grants.none":`There are no credits yet.`,"grant.plan":`Plan`,"grant.trial":`Trial`,"grant.legacy":`Legacy plan`,"grant.package":`Bought`,"grant.promotional":`Gift`,"grant.adjustment":`Adjustment`,"state.scheduled":`From {date}`,"state.open":`In use`,"state.used":`Used up`,"state.expired":`Expired`,"state.voided":`Voided`,"spent.title":`Usage`,"spent.by.day":`Day`,"spent.by.feature":`Feature`,"spent.by.member":`Member`,"spent.by.subaccount":`Subaccount`,"spent.by":`Group by`,"spent.table":`Show as a table`,"spent.chart":`Credits used in the last {days} days`,"spent.none":`No credits were used in the last {days} days.`,"spent.total":`Used in {days} days`,"spent.kinds":`What is left, by source`,"spent.forecast":`At the pace of the last {days} days ({rate} a day), the credits run out around {date}.`,"spent.forecast.renews":`At the pace of the last {days} days ({rate} a day), the credits last beyond {date}.`,"spent.uses":`Uses`,"agency.title":`Agency Options`,"agency.section":`Share your credits`,"agency.switch":`Allow subaccounts use your credits`,"agency.hint":`When this is on, all subaccounts draw on the agency's credits. They cannot buy credits themselves.`,"agency.saved":`Saved`,"agency.limits":`Spend limits`,"agency.limits.hint":`A limit holds per subaccount or member. Work that has begun is not stopped.`,"agency.limits.none":`No limits are set.`,"agency.subject":`For`,"agency.credits":`Credits`,"agency.per":`Per`,"agency.per.day":`day`,"agency.per.month":`month`,"agency.per.period":`billing period`,"agency.add":`Set limit`,"agency.remove":`Remove the limit of {subject}`,"agency.each.member":`Each member`,"agency.each.subaccount":`Each subaccount`,"agency.account":`The whole account`,"state.loading":`Loading`,"state.away":`The server cannot be reached. What is shown may be old.`,"state.failed":`This could not be loaded: {detail}`,"state.again":`Try again`,"state.hidden":`Your role does not show the balance.`,"dialog.close":`Close`,"buy.title":`Get more credits`,"buy.packages":`Credit packages, paid once`,"buy.pay":`Payment`,"buy.pay.saved":`{brand} ending in {last4}`,"buy.pay.card":`New card`,"buy.pay.transfer":`Bank transfer`,"buy.pay.transfer.days":{one:`The credits come within {n} business day of your transfer.`,other:`The credits come within {n} business days of your transfer.`},"buy.net":`Price`,"buy.tax":`Tax, {rate} %`,"buy.reverse":`Tax: reverse charge`,"buy.total":`Total`,"buy.expires":`The credits last {span} after the payment.`,"buy.terms":`Terms of sale`,"buy.now":`Buy now`,"buy.none":`This account cannot buy packages now.`,"buy.plans":`Or choose a higher plan`,"buy.plan.credits":`{credits} each period`,"buy.plan.after":`Right after the change: {credits}`,"buy.upgrade":`Upgrade to {name}`,"buy.processing":`The payment is being made.`,"buy.waiting":`Finish the payment in the other window. This one goes on by itself.`,"buy.open":`Open the payment page`,"buy.cancel":`Cancel the order`,"buy.canceled":`The order was canceled.`,"buy.declined":`The payment was declined: {reason}`,"buy.price_changed":`The price has changed meanwhile. Look at it again before you buy.`,"buy.transfer.placed":`The order is placed. Please transfer:`,"buy.bank.name":`To`,"buy.bank.iban":`IBAN`,"buy.bank.bic":`BIC`,"buy.bank.reference":`Reference`,"buy.bank.by":`Pay by`,"buy.done":`{credits} are yours.`,"buy.invoice":`The invoice comes by e-mail.`,"buy.continue":`Continue`,"buy.close":`Done`,"orders.title":`Orders and invoices`,"orders.none":`Nothing was bought yet.`,"orders.due":`Due on {date}`,"orders.refunded":`{credits} refunded`,"orders.pdf":`PDF`,"orders.pdf.of":`PDF of the invoice of order {id}`,"orders.send":`Send again`,"orders.send.of":`Send again the invoice of order {id}`,"orders.sent":`The invoice is on its way.`,"order.pending":`Waiting for payment`,"order.awaiting_payment":`Waiting for your transfer`,"order.paid":`Paid`,"order.canceled":`Canceled`,"order.refunded":`Refunded`,"order.disputed":`Disputed`,"card.title":`Card`,"card.none":`No card is saved.`,"card.add":`Add a card`,"card.replace":`Replace the card`,"card.remove":`Remove the card`,"card.declined":`Its last payment was declined.`,"topup.title":`Auto top-up`,"topup.hint":`Buys a package with the saved card whenever few credits are left.`,"topup.on":`Below {threshold} credits: {name}, at most {max} a month.`,"topup.off":`Switch off`,"topup.threshold":`When fewer credits than`,"topup.package":`Buy`,"topup.max":`At most a month`,"topup.set":`Switch on`,"topup.card":`Add a card first.`},K={en:G,de:Ue,pl:{"usage.title":`Moje użycie`,"usage.monthly":`Kredyty miesięczne`,"usage.extra":`Kredyty dodatkowe`,"usage.of":`{available} z {granted}`,"usage.renews":`Odnowienie {date}`,"usage.ends":`Okres próbny kończy się {date}`,"usage.expires":`{credits} wygaśnie {date}`,"usage.reserved":`{credits} odłożono na trwającą pracę`,"usage.owed":`{credits} zaległości: najpierw pokryją je następne kredyty`,"usage.shared":`Udostępnia {account}`,"usage.buy":`Kup dodatkowe kredyty`,"usage.who":`Kto co może`,"usage.may.use":`Używać kredytów`,"usage.may.buy":`Kupować kredyty`,"usage.may.share":`Udostępniać kredyty subkontom`,"usage.progress":`Zostało {available} z {granted} kredytów miesięcznych`,credits:{one:`{n} kredyt`,few:`{n} kredyty`,many:`{n} kredytów`,other:`{n} kredytu`},"credits.left":{one:`Został {n} kredyt`,few:`Zostały {n} kredyty`,many:`Zostało {n} kredytów`,other:`Zostało {n} kredytu`},"cost.free":`Bezpłatnie`,"cost.about":`Około {credits}`,"cost.ceiling":`najwyżej {credits}`,"cost.after":`potem zostanie {credits}`,"cost.included":`W Twoim planie`,"counter.label":`Pozostało: {credits}. Zdobądź więcej kredytów`,"counter.plain":`Pozostało: {credits}`,"reason.insufficient_credits":`Za mało kredytów: dostępne {credits}.`,"reason.role_not_allowed":`Twoja rola tego nie obejmuje.`,"reason.sharing_disabled":`Twoja agencja nie udostępnia kredytów subkontom.`,"reason.plan_lacks_feature":`Twój plan nie zawiera tej funkcji.`,"reason.account_ended":`Subskrypcja się skończyła.`,"reason.spend_limit_reached":`Osiągnięto limit wydatków.`,"reason.spend_limit_reached.member":`Osiągnięto Twój limit wydatków.`,"reason.spend_limit_reached.subaccount":`Osiągnięto limit wydatków tego subkonta.`,"reason.spend_limit_reached.account":`Osiągnięto limit wydatków konta.`,"reason.other":`Teraz to niemożliwe.`,"who.can":`Może to zrobić {names}.`,"who.nobody":`Zapytaj osobę, która prowadzi Twoje konto.`,"plans.have":{one:`Jest w planie {names}.`,few:`Jest w planach {names}.`,many:`Jest w planach {names}.`,other:`Jest w planach {names}.`},"features.paid":`Funkcje wymagające kredytów`,"features.free":`Funkcje dostępne bez kredytów`,"features.gated":`Funkcje bez kredytów, wymagające wyższego planu`,"features.included":`W planie`,"features.plans":`Od {names}`,"features.unit":`po {credits}`,"history.title":`Historia`,"history.caption":`Każdy ruch kredytów, od najnowszego`,"history.time":`Czas`,"history.what":`Co się stało`,"history.who":`Kto`,"history.credits":`Kredyty`,"history.left":`Potem dostępne`,"history.details":`Szczegóły`,"history.from":`Od`,"history.to":`Do`,"history.kind":`Rodzaj`,"history.feature":`Funkcja`,"history.member":`Członek`,"history.subaccount":`Subkonto`,"history.all":`Wszystkie`,"history.more":`Pokaż więcej`,"history.csv":`Pobierz CSV`,"history.none":`Jeszcze nic tu nie ma. Każde użycie, zakup i odnowienie będzie osobnym wierszem.`,"history.none.filter":`Żaden wiersz nie pasuje do filtrów.`,"history.product":`produkt`,"history.clock":`samoczynnie`,"kind.grant":`Przyznano kredyty`,"kind.expire":`Wygasły`,"kind.void":`Unieważniono`,"kind.roll":`Przeniesiono`,"kind.spend":`Użycie`,"kind.reserve":`Odłożono`,"kind.settle":`Rozliczono użycie`,"kind.release":`Zwolniono`,"kind.reverse":`Zwrócono`,"kind.claw":`Cofnięto`,"kind.reinstate":`Przywrócono`,"kind.order":`Zamówienie`,"kind.account":`Konto`,"kind.notice":`Powiadomienie`,"grants.title":`Kredyty według źródła`,"grants.order":`Kredyty zużywają się od góry do dołu: według priorytetu, potem te, które wygasają pierwsze, bezpłatne przed kupionymi.`,"grants.source":`Źródło`,"grants.left":`Zostało`,"grants.expires":`Wygasa`,"grants.status":`Stan`,"grants.never":`Nigdy`,"grants.none":`Nie ma jeszcze kredytów.`,"grant.plan":`Plan`,"grant.trial":`Okres próbny`,"grant.legacy":`Dawny plan`,"grant.package":`Kupione`,"grant.promotional":`Prezent`,"grant.adjustment":`Korekta`,"state.scheduled":`Od {date}`,"state.open":`W użyciu`,"state.used":`Zużyte`,"state.expired":`Wygasłe`,"state.voided":`Unieważnione`,"spent.title":`Użycie`,"spent.by.day":`Dzień`,"spent.by.feature":`Funkcja`,"spent.by.member":`Członek`,"spent.by.subaccount":`Subkonto`,"spent.by":`Grupuj według`,"spent.table":`Pokaż jako tabelę`,"spent.chart":`Kredyty zużyte w ciągu ostatnich {days} dni`,"spent.none":`W ciągu ostatnich {days} dni nie zużyto kredytów.`,"spent.total":`Zużyto w {days} dni`,"spent.kinds":`Co zostało, według źródła`,"spent.forecast":`W tempie ostatnich {days} dni ({rate} dziennie) kredyty skończą się około {date}.`,"spent.forecast.renews":`W tempie ostatnich {days} dni ({rate} dziennie) kredytów wystarczy dłużej niż do {date}.`,"spent.uses":`Użycia`,"agency.title":`Opcje agencji`,"agency.section":`Udostępnij kredyty`,"agency.switch":`Zezwól subkontom używać Twoich kredytów`,"agency.hint":`Gdy to włączysz, wszystkie subkonta korzystają z kredytów agencji. Same nie mogą ich kupować.`,"agency.saved":`Zapisano`,"agency.limits":`Limity wydatków`,"agency.limits.hint":`Limit obowiązuje subkonto lub członka. Rozpoczęta praca nie zostanie przerwana.`,"agency.limits.none":`Nie ustawiono limitów.`,"agency.subject":`Dla`,"agency.credits":`Kredyty`,"agency.per":`Na`,"agency.per.day":`dzień`,"agency.per.month":`miesiąc`,"agency.per.period":`okres rozliczeniowy`,"agency.add":`Ustaw limit`,"agency.remove":`Usuń limit: {subject}`,"agency.each.member":`Każdy członek`,"agency.each.subaccount":`Każde subkonto`,"agency.account":`Całe konto`,"state.loading":`Wczytywanie`,"state.away":`Nie można połączyć się z serwerem. Dane mogą być nieaktualne.`,"state.failed":`Nie udało się wczytać: {detail}`,"state.again":`Spróbuj ponownie`,"state.hidden":`Twoja rola nie pokazuje salda.`,"dialog.close":`Zamknij`,"buy.title":`Więcej kredytów`,"buy.packages":`Pakiety kredytów, płatne raz`,"buy.pay":`Płatność`,"buy.pay.saved":`{brand}, końcówka {last4}`,"buy.pay.card":`Nowa karta`,"buy.pay.transfer":`Przelew bankowy`,"buy.pay.transfer.days":{one:`Kredyty pojawią się w ciągu {n} dnia roboczego od przelewu.`,other:`Kredyty pojawią się w ciągu {n} dni roboczych od przelewu.`},"buy.net":`Cena`,"buy.tax":`Podatek, {rate} %`,"buy.reverse":`Podatek: odwrotne obciążenie`,"buy.total":`Razem`,"buy.expires":`Kredyty są ważne {span} od zapłaty.`,"buy.terms":`Warunki sprzedaży`,"buy.now":`Kup teraz`,"buy.none":`To konto nie może teraz kupować pakietów.`,"buy.plans":`Albo wybierz wyższy plan`,"buy.plan.credits":`{credits} w każdym okresie`,"buy.plan.after":`Zaraz po zmianie: {credits}`,"buy.upgrade":`Przejdź na {name}`,"buy.processing":`Płatność w toku.`,"buy.waiting":`Dokończ płatność w drugim oknie. To okno przejdzie dalej samo.`,"buy.open":`Otwórz stronę płatności`,"buy.cancel":`Anuluj zamówienie`,"buy.canceled":`Zamówienie anulowano.`,"buy.declined":`Płatność odrzucono: {reason}`,"buy.price_changed":`Cena się zmieniła. Sprawdź ją jeszcze raz przed zakupem.`,"buy.transfer.placed":`Zamówienie złożono. Prosimy o przelew:`,"buy.bank.name":`Odbiorca`,"buy.bank.iban":`IBAN`,"buy.bank.bic":`BIC`,"buy.bank.reference":`Tytuł przelewu`,"buy.bank.by":`Zapłać do`,"buy.done":`Masz już {credits}.`,"buy.invoice":`Faktura przyjdzie e-mailem.`,"buy.continue":`Dalej`,"buy.close":`Gotowe`,"orders.title":`Zamówienia i faktury`,"orders.none":`Nic jeszcze nie kupiono.`,"orders.due":`Termin: {date}`,"orders.refunded":`Zwrócono {credits}`,"orders.pdf":`PDF`,"orders.pdf.of":`PDF faktury zamówienia {id}`,"orders.send":`Wyślij ponownie`,"orders.send.of":`Wyślij ponownie fakturę zamówienia {id}`,"orders.sent":`Faktura jest w drodze.`,"order.pending":`Czeka na płatność`,"order.awaiting_payment":`Czeka na przelew`,"order.paid":`Opłacone`,"order.canceled":`Anulowane`,"order.refunded":`Zwrócone`,"order.disputed":`Sporne`,"card.title":`Karta`,"card.none":`Nie zapisano karty.`,"card.add":`Dodaj kartę`,"card.replace":`Zmień kartę`,"card.remove":`Usuń kartę`,"card.declined":`Ostatnia płatność została odrzucona.`,"topup.title":`Automatyczne doładowanie`,"topup.hint":`Kupuje pakiet zapisaną kartą, gdy zostaje mało kredytów.`,"topup.on":`Poniżej {threshold} kredytów: {name}, najwyżej {max} miesięcznie.`,"topup.off":`Wyłącz`,"topup.threshold":`Gdy kredytów mniej niż`,"topup.package":`Kup`,"topup.max":`Najwyżej miesięcznie`,"topup.set":`Włącz`,"topup.card":`Najpierw dodaj kartę.`}};Object.keys(K);var We=class{locale;#e;#t;constructor(e){this.locale=Ge(e),this.#e=K[this.locale.slice(0,2)]??G,this.#t=new Intl.PluralRules(this.locale)}say(e,t={}){let n=this.#e[e];return(typeof n==`string`?n:n[this.#t.select(Number(t.n??0))]??n.other).replace(/\{(\w+)\}/g,(e,n)=>{let r=t[n];return r===void 0?e:typeof r==`number`?this.number(r):r})}has(e){return e in G}number(e){return new Intl.NumberFormat(this.locale,{maximumFractionDigits:3}).format(e)}credits(e){return this.say(`credits`,{n:e})}date(e){return new Intl.DateTimeFormat(this.locale,{dateStyle:`medium`}).format(new Date(e))}time(e){return new Intl.DateTimeFormat(this.locale,{dateStyle:`short`,timeStyle:`medium`}).format(new Date(e))}money(e){let t=new Intl.NumberFormat(this.locale,{style:`currency`,currency:e.currency}),n=t.resolvedOptions().maximumFractionDigits??2;return t.format(e.amount/10**n)}list(e){return new Intl.ListFormat(this.locale,{type:`disjunction`}).format(e)}};function Ge(e){try{let t=new Intl.Locale(e);return t.language in K?t.toString():`en`}catch{return`en`}}var q=class extends B{static styles=[De,Oe];static properties={server:{type:String},token:{type:String},getToken:{attribute:!1}};#e;#t;#n;get store(){return this.#t}get known(){return this.#t?.known??{isAway:!1}}get text(){let e=this.lang||Ke(this)||navigator.language;return(this.#n===void 0||this.#r!==e)&&(this.#n=new We(e)),this.#r=e,this.#n}#r=``;connectedCallback(){super.connectedCallback(),this.#a()}disconnectedCallback(){super.disconnectedCallback(),this.#o()}willUpdate(e){(e.has(`server`)||e.has(`token`)||e.has(`getToken`))&&this.#a()}say(e,t={}){return this.text.say(e,t)}tell(e,t,n=!1){return this.dispatchEvent(new CustomEvent(e,{detail:t,bubbles:!0,composed:!0,cancelable:n}))}status(){let{isAway:e,problem:t}=this.known;return e?k`<p class="away" role="status" part="away">${this.say(`state.away`)}</p>`:t===void 0?M:k`<p class="failed" role="alert" part="problem">
      ${this.say(`state.failed`,{detail:t.message})}
      <button class="quiet" @click=${()=>this.store?.refresh()}>${this.say(`state.again`)}</button>
    </p>`}why(e,t){let n=e.reason??`other`,r=`reason.${n}.${(`level`in e?e.level:void 0)??``}`,i=this.text.has(r)?r:this.text.has(`reason.${n}`)?`reason.${n}`:`reason.other`,a=`available`in e?e.available:this.known.balance?.available??0,o=[this.say(i,{credits:this.text.number(a)})],s=`feature`in e?e:this.known.features?.find(e=>e.feature===t);return n===`plan_lacks_feature`&&s?.plans&&o.push(this.say(`plans.have`,{n:s.plans.length,names:this.text.list(s.plans)})),n===`role_not_allowed`&&e.who_can&&o.push(this.whoCan(e.who_can)),o.join(` `)}whoCan(e){let t=e.flatMap(({members:e})=>e.map(({id:e,name:t})=>t??e)),n=t.length>0?t:e.map(({role:e})=>e);return n.length===0?this.say(`who.nobody`):this.say(`who.can`,{names:this.text.list(n.slice(0,5))})}#i=()=>this.requestUpdate();#a(){let e=this.getToken??this.token,t=this.server??new URL(import.meta.url).origin,n=e===void 0||e===``||!this.isConnected?void 0:Be(t,e);(n!==this.#t||n===void 0)&&(this.#o(),this.#t=n,n!==void 0&&(n.addEventListener(`change`,this.#i),this.#e=n.hold(),this.requestUpdate()))}#o(){this.#t?.removeEventListener(`change`,this.#i),this.#e?.(),this.#e=void 0,this.#t=void 0}};function Ke(e){let t=e.closest(`[lang]`);if(t!==null)return t.getAttribute(`lang`)??``;let n=e.getRootNode();return n instanceof ShadowRoot?Ke(n.host):``}var qe=5,J=class{rows;problem;hasMore=!1;#e;#t;#n=``;#r=0;constructor(e,t){this.#e=e,this.#t=t,e.addController(this)}hostUpdate(){let{store:e,known:t}=this.#e;if(e===void 0||t.session===void 0)return;let n=this.#t();if(n===void 0)return;let r=`${t.balance?.as_of??``} ${n}`;r!==this.#n&&(this.#n=r,this.#i(n))}hostDisconnected(){this.#n=``,this.#r+=1}again(){this.#n=``,this.#e.requestUpdate()}waiting(){return this.problem===void 0?k`<p aria-busy="true"><span class="skeleton"></span><span class="sr">${this.#e.say(`state.loading`)}</span></p>`:k`<p class="failed" role="alert">
      ${this.#e.say(`state.failed`,{detail:this.problem.message})}
      <button class="quiet" @click=${()=>this.again()}>${this.#e.say(`state.again`)}</button>
    </p>`}async#i(e){let{store:t}=this.#e;if(t===void 0)return;let n=++this.#r,r=[],i;try{for(let n=0;n<qe;n+=1){let n=i?`${e.includes(`?`)?`&`:`?`}after=${encodeURIComponent(i)}`:``,a=await t.api.call(t.path(e+n));if(r.push(...a.data),i=a.next_cursor,!i)break}if(n!==this.#r)return;this.rows=r,this.hasMore=!!i,this.problem=void 0}catch(e){if(n!==this.#r)return;this.problem=W(e)}this.#e.requestUpdate()}},Je=class extends q{static properties={isSharing:{state:!0},problem:{state:!0},saved:{state:!0}};static styles=[...q.styles,o`
      .switch {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        color: var(--_text);
        font-size: 0.875rem;
        cursor: pointer;
      }
      .switch input {
        appearance: none;
        inline-size: 2.5rem;
        block-size: 1.4rem;
        min-height: 0;
        border-radius: 1rem;
        padding: 2px;
        background: var(--_muted);
        border: 0;
        display: inline-flex;
        cursor: pointer;
        flex: none;
      }
      .switch input::before {
        content: "";
        inline-size: calc(1.4rem - 4px);
        block-size: calc(1.4rem - 4px);
        border-radius: 50%;
        background: var(--_surface);
      }
      .switch input:checked {
        background: var(--_accent);
        justify-content: flex-end;
      }
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: 0.5rem;
        align-items: end;
        margin-block-start: 0.75rem;
      }
    `];#e=new J(this,()=>this.store?.may(`manage_members`)?`/limits?limit=200`:void 0);#t;constructor(){super(),this.saved=!1}willUpdate(e){super.willUpdate(e);let{session:t}=this.known;t!==void 0&&t!==this.#t&&(this.#t=t,this.#i())}render(){let e=this.store?.may(`share`)===!0;return k`<section class="card" part="card">
      <h2>${this.say(`agency.title`)}</h2>
      <h3>${this.say(`agency.section`)}</h3>
      ${this.isSharing===void 0?k`<span class="skeleton"></span>`:k`<label class="switch"
            ><input
              type="checkbox"
              role="switch"
              .checked=${this.isSharing}
              ?disabled=${!e}
              aria-describedby="hint"
              @change=${this.#a}
            />${this.say(`agency.switch`)}</label
          >`}
      <p id="hint" class="muted small">${this.say(`agency.hint`)}</p>
      ${!e&&this.known.session?k`<p class="muted small">${this.whoCan(this.known.session.who_can.share)}</p>`:M}
      <p role="status" class="small muted">${this.saved?this.say(`agency.saved`):M}</p>
      ${this.problem===void 0?M:k`<p role="alert" class="failed">${this.problem.message}</p>`}
      ${this.store?.may(`manage_members`)===!0?this.#n():M} ${this.status()}
    </section>`}#n(){let e=this.#e.rows;return k`<h3>${this.say(`agency.limits`)}</h3>
      <p class="muted small">${this.say(`agency.limits.hint`)}</p>
      ${e===void 0?this.#e.waiting():e.length===0?k`<p class="muted">${this.say(`agency.limits.none`)}</p>`:k`<table>
              <thead>
                <tr>
                  <th scope="col">${this.say(`agency.subject`)}</th>
                  <th scope="col" class="number">${this.say(`agency.credits`)}</th>
                  <th scope="col">${this.say(`agency.per`)}</th>
                  <td></td>
                </tr>
              </thead>
              <tbody>
                ${e.map(e=>this.#r(e))}
              </tbody>
            </table>`}
      <form @submit=${this.#o}>
        <label>${this.say(`agency.subject`)}<input name="subject" required list="subjects" placeholder="member:…" /></label>
        <datalist id="subjects">
          <option value="member:*">${this.say(`agency.each.member`)}</option>
          <option value="subaccount:*">${this.say(`agency.each.subaccount`)}</option>
          <option value="account">${this.say(`agency.account`)}</option>
        </datalist>
        <label>${this.say(`agency.credits`)}<input name="credits" type="number" min="0" step="0.001" required /></label>
        <label
          >${this.say(`agency.per`)}<select name="per">
            <option value="period">${this.say(`agency.per.period`)}</option>
            <option value="day">${this.say(`agency.per.day`)}</option>
            <option value="month">${this.say(`agency.per.month`)}</option>
          </select></label
        >
        <button>${this.say(`agency.add`)}</button>
      </form>`}#r(e){return k`<tr>
      <td>${e.subject}</td>
      <td class="number">${this.text.number(e.credits)}</td>
      <td>${this.say(`agency.per.${e.per}`)}</td>
      <td class="number">
        <button class="quiet" aria-label=${this.say(`agency.remove`,{subject:e.subject})} @click=${()=>this.#s(e)}>×</button>
      </td>
    </tr>`}async#i(){await this.#c(async e=>{let t=await this.store?.api.call(e(`/sharing`));this.isSharing=t?.enabled??!1})}#a=async e=>{let t=e.target,n=t.checked;await this.#c(async e=>{await this.store?.api.call(e(`/sharing`),{method:`PUT`,body:{enabled:n}}),this.isSharing=n,this.saved=!0,this.store?.changed()}),t.checked=this.isSharing??!1};#o=async e=>{e.preventDefault();let t=e.target,n=new FormData(t),r=String(n.get(`subject`)),i={credits:Number(n.get(`credits`)),per:String(n.get(`per`))};await this.#c(async e=>{await this.store?.api.call(e(`/limits/${encodeURIComponent(r)}`),{method:`PUT`,body:i}),t.reset(),this.saved=!0,this.#e.again()})};async#s({subject:e}){await this.#c(async t=>{await this.store?.api.fetch(t(`/limits/${encodeURIComponent(e)}`),{method:`DELETE`}),this.saved=!0,this.#e.again()})}async#c(e){let{store:t}=this;if(t!==void 0){this.saved=!1,this.problem=void 0;try{await e(e=>t.path(e))}catch(e){this.problem=W(e)}}}},Ye=1500,Xe=class extends q{static properties={step:{state:!0},chosen:{state:!0},payWith:{state:!0},order:{state:!0},problem:{state:!0}};static styles=[...q.styles,o`
      dialog {
        color: inherit;
        background: var(--_surface);
        border: 1px solid var(--_line);
        border-radius: calc(var(--_radius) + 4px);
        padding: 0;
        inline-size: min(34rem, calc(100vw - 1.5rem));
        max-block-size: min(46rem, calc(100vh - 1.5rem));
        box-shadow: 0 16px 48px rgb(0 0 0 / 25%);
      }
      dialog::backdrop {
        background: rgb(10 12 18 / 45%);
      }
      .inside {
        padding: 1.25rem;
        display: grid;
        gap: 1rem;
      }
      .inside > * {
        min-inline-size: 0;
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
      }
      header h2 {
        margin: 0;
        font-size: 1.125rem;
      }
      fieldset {
        border: 0;
        padding: 0;
        margin: 0;
        display: grid;
        gap: 0.5rem;
      }
      legend {
        font-weight: 600;
        padding: 0;
        margin-block-end: 0.5rem;
      }
      .parts {
        display: grid;
        gap: 1rem;
      }
      .choice {
        display: flex;
        align-items: center;
        gap: 0.65rem;
        border: 1px solid light-dark(#8a90a0, #71788a);
        border-radius: var(--_radius);
        padding: 0.65rem 0.8rem;
        color: var(--_text);
        font-size: 0.875rem;
        cursor: pointer;
      }
      .choice:has(:checked) {
        border-color: var(--_accent);
        box-shadow: inset 0 0 0 1px var(--_accent);
      }
      .choice input {
        min-height: 0;
        accent-color: var(--_accent);
        margin: 0;
        flex: none;
      }
      .choice .grow {
        flex: 1;
      }
      .total {
        border-block-start: 1px solid var(--_line);
        padding-block-start: 0.75rem;
      }
      .total strong {
        font-size: 1.125rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.35rem 1rem;
        margin: 0;
      }
      dt {
        color: var(--_muted);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
        font-weight: 550;
      }
      .actions {
        display: flex;
        gap: 0.5rem;
        justify-content: flex-end;
        flex-wrap: wrap;
      }
      .good {
        color: var(--_good);
        font-weight: 600;
      }
    `];#e;#t;#n;#r=U();#i;#a=null;#o;constructor(){super(),this.step=`closed`}connectedCallback(){super.connectedCallback(),document.addEventListener(`scrip-buy`,this.#v)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener(`scrip-buy`,this.#v),clearTimeout(this.#o)}async show(e){this.#n=e,this.#i=Ze(document.activeElement),this.step=`loading`,this.problem=void 0,this.order=void 0,this.#r=U(),await this.updateComplete;let t=this.renderRoot.querySelector(`dialog`);t!==null&&!t.open&&t.showModal(),await this.#_()}close(){this.renderRoot.querySelector(`dialog`)?.close()}render(){return k`<dialog part="dialog" aria-labelledby="title" @close=${this.#T}>
      ${this.step===`closed`?M:k`<div class="inside">
            <header>
              <h2 id="title">${this.say(`buy.title`)}</h2>
              <button class="quiet" aria-label=${this.say(`dialog.close`)} @click=${this.close}>✕</button>
            </header>
            <div role="status" aria-live="polite">${this.#s()}</div>
            ${this.#c()}
          </div>`}
    </dialog>`}#s(){switch(this.step){case`loading`:return k`<p class="muted">${this.say(`state.loading`)}</p>`;case`buying`:return k`<p class="muted">${this.say(`buy.processing`)}</p>`;case`waiting`:return k`<p>${this.say(`buy.waiting`)}</p>`;case`transfer`:return k`<p>${this.say(`buy.transfer.placed`)}</p>`;case`done`:return k`<p class="good">${this.say(`buy.done`,{credits:this.text.credits(this.order?.credits??0)})}</p>`;default:return M}}#c(){switch(this.step){case`choosing`:case`buying`:return this.#l();case`waiting`:return this.#m();case`transfer`:return this.#h();case`done`:return k`<p class="muted">${this.say(`buy.invoice`)}</p>
          <div class="actions"><button class="primary" @click=${this.close}>${this.say(`buy.continue`)}</button></div>`;case`failed`:return k`<p role="alert" class="failed">${this.problem?.message}</p>
          <div class="actions"><button @click=${()=>this.show(this.#n)}>${this.say(`state.again`)}</button></div>`;default:return M}}#l(){let e=this.#e;if(e===void 0)return k`${M}`;let t=e.packages.find(({id:e})=>e===this.chosen);return k`
      ${this.problem===void 0?M:k`<p role="alert" class="failed" part="problem">${this.#g(this.problem)}</p>`}
      ${e.packages.length===0?k`<p>${this.say(`buy.none`)}</p>`:k`<form @submit=${this.#b}>
            <div class="parts">
              <fieldset>
                <legend>${this.say(`buy.packages`)}</legend>
                ${e.packages.map(e=>this.#u(e))}
              </fieldset>
              <fieldset>
                <legend>${this.say(`buy.pay`)}</legend>
                ${e.pay_with.map(e=>this.#d(e))}
              </fieldset>
              ${t===void 0?M:this.#f(t)}
              ${e.terms_url?k`<p class="small"><a href=${e.terms_url} target="_blank" rel="noreferrer">${this.say(`buy.terms`)}</a></p>`:M}
              <div class="actions">
                <button class="primary" part="buy" aria-disabled=${String(this.step===`buying`||t===void 0)}>
                  ${this.say(`buy.now`)}
                </button>
              </div>
            </div>
          </form>`}
      ${e.plans.length===0?M:this.#p(e)}
    `}#u(e){return k`<label class="choice" part="package"
      ><input type="radio" name="package" value=${e.id} .checked=${e.id===this.chosen} @change=${()=>this.#y(e.id)} />
      <span class="grow">${e.name}</span><strong>${this.text.money(e.total)}</strong></label
    >`}#d(e){let t=e===`saved`&&this.#t!==void 0?this.say(`buy.pay.saved`,{brand:this.#t.brand,last4:this.#t.last4}):this.say(`buy.pay.${e}`),n=this.#e?.transfer_details?.business_days??2;return k`<label class="choice"
      ><input type="radio" name="pay" value=${e} .checked=${e===this.payWith} @change=${()=>(this.payWith=e,this.#r=U())} />
      <span class="grow"
        >${t}${e===`transfer`?k`<br /><span class="muted small">${this.say(`buy.pay.transfer.days`,{n})}</span>`:M}</span
      ></label
    >`}#f(e){return k`<div class="total">
      <div class="row"><span class="muted">${this.say(`buy.net`)}</span><span>${this.text.money(e.price)}</span></div>
      <div class="row">
        <span class="muted">${e.reverse_charge?this.say(`buy.reverse`):this.say(`buy.tax`,{rate:this.text.number(e.tax_rate)})}</span
        ><span>${this.text.money(e.tax)}</span>
      </div>
      <div class="row"><span>${this.say(`buy.total`)}</span><strong part="total">${this.text.money(e.total)}</strong></div>
      ${e.expires_in?k`<p class="muted small">${this.say(`buy.expires`,{span:e.expires_in})}</p>`:M}
    </div>`}#p(e){return k`<section>
      <h3>${this.say(`buy.plans`)}</h3>
      ${e.plans.map(e=>k`<div class="row">
          <span
            >${e.name} <span class="muted small">${this.say(`buy.plan.credits`,{credits:this.text.credits(e.allowance)})}</span><br /><span
              class="muted small"
              >${this.say(`buy.plan.after`,{credits:this.text.credits(e.balance_after.available)})}</span
            ></span
          >
          <button @click=${()=>this.#w(e.id)}>
            ${this.say(`buy.upgrade`,{name:e.name})}${e.price?k` · ${this.text.money(e.price)}`:M}
          </button>
        </div>`)}
    </section>`}#m(){let e=this.order?.url;return k`${this.order?.reason?k`<p role="alert" class="failed">${this.say(`buy.declined`,{reason:this.order.reason})}</p>`:M}
      <div class="actions">
        <button @click=${this.#C}>${this.say(`buy.cancel`)}</button>
        ${e?k`<a class="button" href=${e} target="_blank" rel="opener">${this.say(`buy.open`)}</a>`:M}
      </div>`}#h(){let{order:e}=this,t=e?.transfer;if(e===void 0)return k`${M}`;let n=(e,t)=>t?k`<dt>${this.say(e)}</dt><dd>${t}</dd>`:M;return k`<dl part="transfer">
        <dt>${this.say(`buy.total`)}</dt>
        <dd>${this.text.money(e.total)}</dd>
        ${n(`buy.bank.name`,t?.bank?.name)} ${n(`buy.bank.iban`,t?.bank?.iban)} ${n(`buy.bank.bic`,t?.bank?.bic)}
        <dt>${this.say(`buy.bank.reference`)}</dt>
        <dd>${t?.reference??e.id}</dd>
        <dt>${this.say(`buy.bank.by`)}</dt>
        <dd>${this.text.date(e.pay_by)}</dd>
      </dl>
      <p class="muted">${this.say(`buy.pay.transfer.days`,{n:this.#e?.transfer_details?.business_days??2})}</p>
      <div class="actions"><button class="primary" @click=${this.close}>${this.say(`buy.close`)}</button></div>`}#g(e){return e.code===`payment_declined`?this.say(`buy.declined`,{reason:e.message}):e.code===`price_changed`?this.say(`buy.price_changed`):e.message}async#_(){let{store:e}=this;if(e!==void 0)try{this.#e=await e.api.call(e.path(`/offers`));let t=this.#e.pay_with.includes(`saved`);this.#t=t?await e.api.call(e.path(`/payment-method`)):void 0,this.chosen??=this.#e.packages[0]?.id,this.payWith!==void 0&&this.#e.pay_with.includes(this.payWith)||(this.payWith=this.#e.pay_with[0]),this.step=`choosing`}catch(e){this.problem=W(e),this.step=`failed`}}#v=e=>{e.defaultPrevented||this.store===void 0||(e.preventDefault(),this.show(e.detail))};#y(e){this.chosen=e,this.#r=U()}#b=async e=>{e.preventDefault();let{store:t}=this,n=this.#e?.packages.find(({id:e})=>e===this.chosen);if(t===void 0||n===void 0||this.step===`buying`)return;this.step=`buying`,this.problem=void 0,this.#a=this.payWith===`card`?window.open(`about:blank`,`_blank`):null;let r={package:n.id,total:n.total,pay_with:this.payWith,member:t.known.session?.member};try{let e=await t.api.call(t.path(`/orders`),{method:`POST`,body:r,key:this.#r});e.url&&this.#a!==null&&(this.#a.location.href=e.url),this.#x(e)}catch(e){this.#a?.close(),this.problem=W(e),this.step=`choosing`,this.problem.isAway||(this.#r=U()),this.problem.code===`price_changed`&&await this.#_()}};#x(e){this.order=e,clearTimeout(this.#o),e.status===`paid`?(this.#a?.close(),this.step=`done`,this.store?.changed(),this.tell(`scrip-bought`,{order:e,asked:this.#n})):e.status===`canceled`?(this.step=`choosing`,this.#r=U(),this.problem=new V(409,`canceled`,this.say(`buy.canceled`))):(this.step=e.status===`awaiting_payment`?`transfer`:`waiting`,this.#o=setTimeout(()=>void this.#S(e.id),Ye))}async#S(e){let{store:t}=this;if(t!==void 0&&this.step!==`closed`)try{this.#x(await t.api.call(`/v1/orders/${e}`))}catch{this.#o=setTimeout(()=>void this.#S(e),Ye*2)}}#C=async()=>{let{store:e,order:t}=this;if(e!==void 0&&t!==void 0){clearTimeout(this.#o);try{this.#x(await e.api.call(`/v1/orders/${t.id}/cancel`,{method:`POST`,body:{},key:U()})),this.problem=void 0}catch(e){this.problem=W(e),this.#S(t.id)}}};#w(e){this.close(),this.tell(`scrip-upgrade`,{plan:e,asked:this.#n})}#T=()=>{clearTimeout(this.#o),this.step=`closed`,this.#i?.focus()}};function Ze(e){let t=e;for(;t?.shadowRoot?.activeElement;)t=t.shadowRoot.activeElement;return t instanceof HTMLElement?t:void 0}var Qe=120,$e=class{check;#e;#t=``;#n;#r;#i=0;constructor(e){this.#e=e,e.addController(this)}hostDisconnected(){clearTimeout(this.#r),this.#t=``}ask(e,t){let{store:n,known:r}=this.#e;if(n===void 0||r.session===void 0||!e)return;let i=JSON.stringify([e,t]),a=r.balance??r.features;if(i===this.#t&&a===this.#n)return;let o=this.check===void 0;this.#t=i,this.#n=a,clearTimeout(this.#r),this.#r=setTimeout(()=>void this.#a(n,e,t),o?0:Qe)}async now(e,t){let{store:n}=this.#e;if(n!==void 0)return clearTimeout(this.#r),await this.#a(n,e,t),this.check}async#a(e,t,n){let r=++this.#i,i={feature:t,member:e.known.session?.member,...n===void 0||Number.isNaN(n)?{}:{quantity:n}};try{let t=await e.api.call(e.path(`/checks`),{method:`POST`,body:i});r===this.#i&&(this.check=t)}catch(e){r===this.#i&&!W(e).isAway&&(this.check=void 0)}this.#e.requestUpdate()}},et=class extends q{static properties={feature:{type:String},quantity:{type:Number},isAfter:{type:Boolean,attribute:`after`}};static styles=[...q.styles,o`
      :host {
        display: inline;
      }
    `];#e=new $e(this);constructor(){super(),this.isAfter=!1}willUpdate(e){super.willUpdate(e),this.#e.ask(this.feature,this.quantity)}render(){let e=this.#e.check;return e===void 0?k`<span class="skeleton" aria-hidden="true"></span>`:k`<span part="cost">${Y(this,e)}</span>${this.isAfter&&e.allowed&&(e.cost??0)>0?k` <span class="muted small" part="after"
            >${this.say(`cost.after`,{credits:this.text.number(e.available_after)})}</span
          >`:M}`}};function Y(e,t){if(t.cost!==void 0&&t.cost!==null)return t.cost===0?e.say(`cost.free`):e.text.credits(t.cost);let n=[];return t.estimate&&n.push(e.say(`cost.about`,{credits:e.text.credits(t.estimate)})),t.ceiling&&n.push(e.say(`cost.ceiling`,{credits:e.text.credits(t.ceiling)})),n.length===0?e.say(`cost.included`):n.join(`, `)}var X=class extends q{static properties={feature:{type:String}};static styles=[...q.styles,o`
      :host {
        display: inline-block;
      }
      button {
        min-height: 1.75rem;
        padding: 0.1rem 0.5rem;
        text-decoration: underline;
        text-underline-offset: 3px;
        text-decoration-thickness: 1px;
      }
    `];render(){let{balance:e}=this.known;if(e===void 0)return k`<span class="skeleton"></span>${this.status()}`;let t=this.say(`credits.left`,{n:e.available});if(this.store?.may(`buy`)!==!0)return k`<span part="count" class="muted">${t}</span>${this.status()}`;let n=this.text.credits(e.available);return k`<button
        class="quiet"
        part="count"
        aria-label=${this.say(`counter.label`,{credits:n})}
        @click=${()=>this.tell(`scrip-buy`,{feature:this.feature,from:`counter`},!0)}
      >
        ${t}</button
      >${this.status()}`}},tt=class extends q{static properties={feature:{type:String},quantity:{type:Number},disabled:{type:Boolean,reflect:!0}};static styles=[...q.styles,o`
      :host {
        display: inline-grid;
        gap: 0.3rem;
        justify-items: start;
        max-inline-size: 100%;
      }
      .cost {
        font-weight: 450;
        padding-inline-start: 0.6rem;
        border-inline-start: 1px solid color-mix(in srgb, currentcolor 35%, transparent);
      }
      button {
        flex-wrap: wrap;
      }
    `];#e=new $e(this);#t=!1;constructor(){super(),this.disabled=!1}willUpdate(e){super.willUpdate(e),this.#e.ask(this.feature,this.quantity)}render(){let e=this.#e.check,{balance:t}=this.known,n=e!==void 0&&!e.allowed&&e.ways.length>0,r=this.disabled||e===void 0||!e.allowed&&!n;return k`
      <button
        class="primary"
        part="button"
        aria-disabled=${String(r)}
        aria-describedby="about"
        aria-busy=${String(this.#t)}
        @click=${this.#n}
      >
        <span part="label"><slot></slot></span>
        ${e===void 0?k`<span class="skeleton" aria-hidden="true"></span>`:k`<span class="cost" part="cost">${Y(this,e)}</span>`}
      </button>
      <span id="about" class="small muted" part="about">
        ${e!==void 0&&!e.allowed?this.why(e,this.feature):t===void 0?M:this.say(`credits.left`,{n:t.available})}
      </span>
      ${this.known.isAway?this.status():M}
    `}#n=async()=>{if(!(this.disabled||this.#t||this.feature===void 0)){this.#t=!0,this.requestUpdate();try{let e=await this.#e.now(this.feature,this.quantity);if(e===void 0)return;let t={feature:this.feature,quantity:this.quantity??1,check:e};e.allowed?this.tell(`scrip-use`,t):e.ways.length>0&&this.tell(`scrip-buy`,{...t,from:`feature-button`},!0)}finally{this.#t=!1,this.requestUpdate()}}}},nt=class extends q{static styles=[...q.styles,o`
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        padding: 0.5rem 0;
        border-block-end: 1px solid var(--_line);
      }
      li:last-child {
        border-block-end: 0;
      }
      section + section {
        margin-block-start: 1.25rem;
      }
    `];render(){let{features:e}=this.known;if(e===void 0)return k`<span class="skeleton"></span>${this.status()}`;let t=t=>e.filter(e=>e.class===t);return k`${this.#e(`features.paid`,t(`paid`))} ${this.#e(`features.free`,t(`free`))}
    ${this.#e(`features.gated`,t(`gated`))} ${this.status()}`}#e(e,t){return t.length===0?M:k`<section part="list">
      <h2>${this.say(e)}</h2>
      <ul>
        ${t.map(e=>k`<li part="feature">
            <div class="row">
              <span>${e.name}</span>
              <span class="muted" part="cost">${this.#t(e)}</span>
            </div>
            ${e.allowed?M:k`<p class="muted small">${this.why(e)}</p>`}
          </li>`)}
      </ul>
    </section>`}#t(e){return e.class===`paid`?Y(this,e):e.class===`free`?this.say(`cost.free`):e.allowed||!e.plans?.length?this.say(`features.included`):this.say(`features.plans`,{names:e.plans[0]??``})}},rt=200,it=class extends q{#e=new J(this,()=>`/grants?limit=${rt}`);render(){let e=this.#e.rows;if(e===void 0)return this.#e.waiting();let t=[...e].sort(at);return k`<section class="card" part="card">
      <h2>${this.say(`grants.title`)}</h2>
      ${t.length===0?k`<p class="muted">${this.say(`grants.none`)}</p>`:k`<p class="muted small">${this.say(`grants.order`)}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=${this.say(`grants.title`)}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">${this.say(`grants.source`)}</th>
                    <th scope="col" class="number">${this.say(`grants.left`)}</th>
                    <th scope="col">${this.say(`grants.expires`)}</th>
                    <th scope="col">${this.say(`grants.status`)}</th>
                  </tr>
                </thead>
                <tbody>
                  ${t.map(e=>this.#t(e))}
                </tbody>
              </table>
            </div>`}
      ${this.status()}
    </section>`}#t(e){let t=this.say(`usage.of`,{available:this.text.number(e.available),granted:this.text.number(e.credits)});return k`<tr>
      <td>
        ${this.say(`grant.${e.kind}`)}${e.plan?k` <span class="muted">${e.plan}</span>`:M}
        ${e.reason?k`<div class="muted small">${e.reason}</div>`:M}
        ${e.scope?k`<div class="muted small">${[...e.scope.features,...e.scope.subaccounts].join(`, `)}</div>`:M}
      </td>
      <td class="number">${t}</td>
      <td>${e.expires_at?this.text.date(e.expires_at):this.say(`grants.never`)}</td>
      <td>${this.say(`state.${e.state}`,{date:this.text.date(e.effective_at)})}</td>
    </tr>`}};function at(e,t){let n=e=>e.state===`open`?0:e.state===`scheduled`?1:2,r=e=>e.expires_at??`9`;return n(e)-n(t)||(n(e)===2?t.effective_at.localeCompare(e.effective_at):0)||e.priority-t.priority||r(e).localeCompare(r(t))||Number(e.kind===`package`)-Number(t.kind===`package`)||e.effective_at.localeCompare(t.effective_at)||e.id.localeCompare(t.id)}var ot=[`grant`,`expire`,`void`,`roll`,`spend`,`reserve`,`settle`,`release`,`reverse`,`claw`,`reinstate`,`order`,`account`,`notice`],st=31,ct=864e5,lt=class extends q{static properties={filters:{state:!0},from:{state:!0},to:{state:!0}};static styles=[...q.styles,o`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
        gap: 0.5rem;
        margin-block-end: 0.75rem;
        align-items: end;
      }
      td details summary {
        cursor: pointer;
      }
      td dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.15rem 0.75rem;
        margin: 0.35rem 0;
        color: var(--_muted);
      }
      td dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .plus {
        color: var(--_good);
      }
    `];#e=new J(this,()=>`/entries?limit=200&${this.#l()}`);constructor(){super(),this.filters={},this.from=new Date(Date.now()-st*ct).toISOString().slice(0,10),this.to=``}render(){let e=this.#e.rows;return k`<section class="card" part="card">
      <div class="row">
        <h2>${this.say(`history.title`)}</h2>
        <button @click=${this.#d} part="csv">${this.say(`history.csv`)}</button>
      </div>
      ${this.#n(e??[])}
      ${e===void 0?this.#e.waiting():e.length===0?this.#t():this.#i(e)}
      ${this.status()}
    </section>`}#t(){let e=Object.values(this.filters).some(e=>e!==``);return k`<p class="muted">${this.say(e?`history.none.filter`:`history.none`)}</p>`}#n(e){let t=t=>[...new Set(e.map(t).filter(e=>!!e))].sort();return k`<form @change=${this.#u} @submit=${e=>e.preventDefault()}>
      <label>${this.say(`history.from`)}<input type="date" name="from" .value=${this.from} /></label>
      <label>${this.say(`history.to`)}<input type="date" name="to" .value=${this.to} /></label>
      ${this.#r(`kind`,`history.kind`,[...ot],e=>this.say(`kind.${e}`))}
      ${this.#r(`feature`,`history.feature`,t(e=>e.feature))}
      ${this.store?.may(`see_usage`)===!0?k`${this.#r(`member`,`history.member`,t(e=>e.member))}
          ${this.#r(`subaccount`,`history.subaccount`,t(e=>e.account).filter(e=>e!==this.known.session?.account))}`:M}
    </form>`}#r(e,t,n,r=e=>e){let i=this.filters[e]??``,a=i!==``&&!n.includes(i)?[i,...n]:n;return k`<label
      >${this.say(t)}<select name=${e}>
        <option value="" ?selected=${i===``}>${this.say(`history.all`)}</option>
        ${a.map(e=>k`<option value=${e} ?selected=${e===i}>${r(e)}</option>`)}
      </select></label
    >`}#i(e){return k`<div class="scroll" tabindex="0" role="region" aria-label=${this.say(`history.title`)}>
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
          ${[...e].reverse().map(e=>this.#a(e))}
        </tbody>
      </table>
    </div>`}#a(e){let t=e.member??this.say(e.by===`clock`?`history.clock`:`history.product`),n=e.credits??void 0;return k`<tr part="line">
      <td>${this.text.time(e.at)}</td>
      <td>
        <details>
          <summary>${this.#o(e)}</summary>
          ${this.#c(e)}
        </details>
      </td>
      <td>${t}</td>
      <td class="number">${n===void 0?M:this.#s(e.kind,n)}</td>
      <td class="number">${e.available===void 0||e.available===null?M:this.text.number(e.available)}</td>
    </tr>`}#o(e){let t=`kind.${e.kind}`,n=this.text.has(t)?this.say(t):e.kind;return e.feature?`${n}: ${e.feature}`:n}#s(e,t){let n=[`grant`,`roll`,`release`,`reverse`,`reinstate`].includes(e),r=[`spend`,`settle`,`expire`,`void`,`reserve`,`claw`].includes(e);return k`<span class=${n?`plus`:``}>${t===0?``:n?`+`:r?`−`:``}${this.text.number(t)}</span>`}#c(e){let t=e.draws??[],n=Object.entries(e.usage??{});return k`<p class="small">${e.text}</p>
      <dl class="small">
        ${e.quantity?k`<dt>×</dt><dd>${this.text.number(e.quantity)}</dd>`:M}
        ${n.map(([e,t])=>k`<dt>${e}</dt><dd>${typeof t==`number`?this.text.number(t):String(t)}</dd>`)}
        ${t.map(e=>k`<dt>${this.say(`grant.${e.kind}`)}</dt>
            <dd>${this.text.credits(e.credits)} · ${e.grant}</dd>`)}
        ${e.reason?k`<dt>${this.say(`history.details`)}</dt><dd>${e.reason}</dd>`:M}
        <dt>#${e.sequence}</dt>
        <dd>${e.id}</dd>
      </dl>`}#l(){let e=new URLSearchParams;for(let[t,n]of Object.entries(this.filters))n&&e.set(t,n);return this.from&&e.set(`from`,new Date(`${this.from}T00:00:00`).toISOString()),this.to&&e.set(`to`,new Date(new Date(`${this.to}T00:00:00`).getTime()+ct).toISOString()),e.toString()}#u=e=>{let t=e.target;t.name===`from`?this.from=t.value:t.name===`to`?this.to=t.value:this.filters={...this.filters,[t.name]:t.value}};#d=async()=>{let{store:e}=this;if(e!==void 0)try{let t=await e.api.fetch(e.path(`/entries?${this.#l()}`),{accept:`text/csv`}),n=document.createElement(`a`);n.href=URL.createObjectURL(await t.blob()),n.download=`credits-${this.known.session?.account??``}.csv`,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)}catch(e){this.#e.problem=W(e),this.requestUpdate()}}},ut=class extends q{static properties={card:{state:!0},topUp:{state:!0},offers:{state:!0},problem:{state:!0},said:{state:!0}};static styles=[...q.styles,o`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: 0.5rem;
        align-items: end;
      }
    `];#e=new J(this,()=>`/orders?limit=50`);#t;willUpdate(e){super.willUpdate(e);let{session:t}=this.known;t!==void 0&&t!==this.#t&&(this.#t=t,this.store?.may(`buy`)===!0&&this.#o())}render(){let e=this.#e.rows;return k`<section class="card" part="card">
      <h2>${this.say(`orders.title`)}</h2>
      ${e===void 0?this.#e.waiting():e.length===0?k`<p class="muted">${this.say(`orders.none`)}</p>`:this.#n(e)}
      <p role="status" class="small muted">${this.said===void 0?M:this.say(this.said)}</p>
      ${this.problem===void 0?M:k`<p role="alert" class="failed">${this.problem.message}</p>`}
      ${this.store?.may(`buy`)===!0?k`${this.#i()} ${this.#a()}`:M} ${this.status()}
    </section>`}#n(e){return k`<div class="scroll" tabindex="0" role="region" aria-label=${this.say(`orders.title`)}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say(`history.time`)}</th>
            <th scope="col" class="number">${this.say(`history.credits`)}</th>
            <th scope="col" class="number">${this.say(`buy.total`)}</th>
            <th scope="col">${this.say(`grants.status`)}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${e.map(e=>this.#r(e))}
        </tbody>
      </table>
    </div>`}#r(e){let t=e.status===`awaiting_payment`?this.say(`orders.due`,{date:this.text.date(e.pay_by)}):void 0;return k`<tr part="order">
      <td>${this.text.date(e.created_at)}</td>
      <td class="number">${this.text.number(e.credits)}</td>
      <td class="number">${this.text.money(e.total)}</td>
      <td>
        ${this.say(`order.${e.status}`)}
        ${t===void 0?M:k`<div class="muted small">${t}<br />${e.transfer?.reference}</div>`}
        ${e.reason?k`<div class="muted small">${e.reason}</div>`:M}
        ${e.refunded_credits>0?k`<div class="muted small">${this.say(`orders.refunded`,{credits:this.text.credits(e.refunded_credits)})}</div>`:M}
      </td>
      <td class="number">
        ${e.invoice?k`<button @click=${()=>this.#s(e.invoice??``)} aria-label=${this.say(`orders.pdf.of`,{id:e.id})}>${this.say(`orders.pdf`)}</button>
              <button class="quiet" @click=${()=>this.#c(e.invoice??``)} aria-label=${this.say(`orders.send.of`,{id:e.id})}>${this.say(`orders.send`)}</button>`:M}
      </td>
    </tr>`}#i(){let{card:e}=this;return k`<h3>${this.say(`card.title`)}</h3>
      ${e===void 0?k`<span class="skeleton"></span>`:e===null?k`<p class="muted">${this.say(`card.none`)}</p>`:k`<p>
              ${this.say(`buy.pay.saved`,{brand:e.brand,last4:e.last4})}
              <span class="muted small">${String(e.exp_month).padStart(2,`0`)}/${e.exp_year}</span>
              ${e.declined?k`<span class="failed small">${this.say(`card.declined`)}</span>`:M}
            </p>`}
      <div class="row">
        <button @click=${this.#l}>${this.say(e?`card.replace`:`card.add`)}</button>
        ${e?k`<button class="quiet" @click=${this.#u}>${this.say(`card.remove`)}</button>`:M}
      </div>`}#a(){let{topUp:e,offers:t}=this;return e===void 0||t===void 0?M:k`<h3>${this.say(`topup.title`)}</h3>
      <p class="muted small">${this.say(`topup.hint`)}</p>
      ${e===null?M:k`<p>
            ${this.say(`topup.on`,{threshold:this.text.number(e.threshold),name:e.package,max:this.text.money(e.monthly_max)})}
            <button class="quiet" @click=${this.#f}>${this.say(`topup.off`)}</button>
          </p>`}
      ${this.card?k`<form @submit=${this.#d}>
            <label>${this.say(`topup.threshold`)}<input name="threshold" type="number" min="1" required /></label>
            <label
              >${this.say(`topup.package`)}<select name="package">
                ${t.packages.map(e=>k`<option value=${e.id}>${e.name} · ${this.text.money(e.total)}</option>`)}
              </select></label
            >
            <label>${this.say(`topup.max`)}<input name="max" type="number" min="1" step="0.01" required /></label>
            <button>${this.say(`topup.set`)}</button>
          </form>`:k`<p class="muted">${this.say(`topup.card`)}</p>`}`}async#o(){await this.#p(async e=>{let t=this.store?.api,n=e=>e?.catch(e=>{if(W(e).status===404)return null;throw e});[this.card,this.topUp,this.offers]=await Promise.all([n(t?.call(e(`/payment-method`))),n(t?.call(e(`/auto-top-up`))),t?.call(e(`/offers`))])})}async#s(e){await this.#p(async()=>{let t=await this.store?.api.fetch(`/v1/invoices/${e}/pdf`,{accept:`application/pdf`});if(t===void 0)return;let n=document.createElement(`a`);n.href=URL.createObjectURL(await t.blob()),n.download=`${e}.pdf`,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)})}async#c(e){await this.#p(async()=>{await this.store?.api.fetch(`/v1/invoices/${e}/email`,{method:`POST`,body:{}}),this.said=`orders.sent`})}#l=async()=>{let e=window.open(`about:blank`,`_blank`);await this.#p(async t=>{let n=await this.store?.api.call(t(`/payment-method/setup`),{method:`POST`,body:{}});e!==null&&n!==void 0&&(e.location.href=n.url)}),this.problem!==void 0&&e?.close(),document.addEventListener(`visibilitychange`,()=>void this.#o(),{once:!0})};#u=async()=>{await this.#p(async e=>{await this.store?.api.fetch(e(`/payment-method`),{method:`DELETE`})}),await this.#o()};#d=async e=>{e.preventDefault();let t=new FormData(e.target),n=this.offers?.packages[0]?.total.currency??`USD`,r=new Intl.NumberFormat(`en`,{style:`currency`,currency:n}).resolvedOptions().maximumFractionDigits??2,i=Math.round(Number(t.get(`max`))*10**r),a={threshold:Number(t.get(`threshold`)),package:String(t.get(`package`)),monthly_max:{amount:i,currency:n}};await this.#p(async e=>{this.topUp=await this.store?.api.call(e(`/auto-top-up`),{method:`PUT`,body:a})??null,this.said=`agency.saved`})};#f=async()=>{await this.#p(async e=>{await this.store?.api.fetch(e(`/auto-top-up`),{method:`DELETE`}),this.topUp=null,this.said=`agency.saved`})};async#p(e){let{store:t}=this;if(t!==void 0){this.problem=void 0,this.said=void 0;try{await e(e=>t.path(e))}catch(e){this.problem=W(e)}}}},Z=30,Q=864e5,dt=[`day`,`feature`,`member`,`subaccount`],ft=12,pt=class extends q{static properties={group:{state:!0}};static styles=[...q.styles,o`
      svg.chart {
        inline-size: 100%;
        block-size: 9rem;
        display: block;
      }
      .chart rect {
        fill: var(--_accent);
      }
      .chart line {
        stroke: var(--_line);
        vector-effect: non-scaling-stroke;
      }
      .stack {
        inline-size: 100%;
        block-size: 12px;
        display: block;
        border-radius: 6px;
      }
      .k0 {
        fill: var(--_accent);
        background: var(--_accent);
      }
      .k1 {
        fill: var(--_good);
        background: var(--_good);
      }
      .k2 {
        fill: var(--_warn);
        background: var(--_warn);
      }
      .k3 {
        fill: var(--_bad);
        background: var(--_bad);
      }
      .k4,
      .k5 {
        fill: var(--_muted);
        background: var(--_muted);
      }
      ul.legend {
        list-style: none;
        padding: 0;
        margin: 0.5rem 0 0;
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1rem;
      }
      .dot {
        display: inline-block;
        inline-size: 0.6rem;
        block-size: 0.6rem;
        border-radius: 50%;
        margin-inline-end: 0.35rem;
      }
      .bars {
        display: grid;
        gap: 0.4rem;
        margin: 0;
      }
      .bars svg {
        inline-size: 100%;
        block-size: 8px;
        display: block;
      }
      .bars rect {
        fill: var(--_accent);
      }
      .bars rect.track {
        fill: var(--_sunken);
      }
      details {
        margin-block-start: 0.75rem;
      }
      summary {
        cursor: pointer;
      }
    `];#e=new J(this,()=>`/usage?group_by=${this.group}&from=${mt()}`);#t=new J(this,()=>`/usage?group_by=day&from=${mt()}`);constructor(){super(),this.group=`day`}render(){let e=this.#e.rows;return k`<section class="card" part="card">
      <h2>${this.say(`spent.title`)}</h2>
      ${this.#n()} ${this.#r()}
      <div class="row">
        <h3>${this.say(`spent.total`,{days:Z})}: ${e===void 0?M:this.text.credits($(e))}</h3>
        <label
          >${this.say(`spent.by`)}
          <select @change=${e=>this.group=e.target.value}>
            ${dt.map(e=>k`<option value=${e} ?selected=${e===this.group}>${this.say(`spent.by.${e}`)}</option>`)}
          </select></label
        >
      </div>
      ${e===void 0?this.#e.waiting():$(e)===0?k`<p class="muted">${this.say(`spent.none`,{days:Z})}</p>`:k`${this.group===`day`?this.#i(e):this.#a(e)} ${this.#o(e)}`}
      ${this.status()}
    </section>`}#n(){let{balance:e}=this.known;if(e===void 0)return M;let t=Object.entries(e.by_kind).filter(([,e])=>e>0),n=t.reduce((e,[,t])=>e+t,0);if(n===0)return M;let r=0,i=t.map(([e,t],i)=>{let a=100*t/n,o=r;return r+=a,{kind:e,credits:t,place:i,x:o,width:a}}),a=i.map(({kind:e,credits:t})=>`${this.say(`grant.${e}`)}: ${this.text.number(t)}`);return k`<h3>${this.say(`spent.kinds`)}</h3>
      <svg class="stack" part="kinds" role="img" aria-label=${a.join(`, `)} viewBox="0 0 100 12" preserveAspectRatio="none">
        ${i.map(({place:e,x:t,width:n})=>A`<rect class="k${e}" x=${t} width=${n} height="12"></rect>`)}
      </svg>
      <ul class="legend small">
        ${i.map(({place:e})=>k`<li><span class="dot k${e}"></span>${a[e]}</li>`)}
      </ul>`}#r(){let{balance:e}=this.known,t=this.#t.rows;if(e===void 0||t===void 0)return M;let n=$(t)/Z;if(n<=0||e.available<=0)return M;let r=new Date(Date.now()+e.available/n*Q),i=e.monthly.renews_at,a={days:Z,rate:this.text.number(Math.round(n*10)/10)};return k`<p class="muted small" part="forecast">
      ${i!=null&&r.toISOString()>i?this.say(`spent.forecast.renews`,{...a,date:this.text.date(i)}):this.say(`spent.forecast`,{...a,date:this.text.date(r.toISOString())})}
    </p>`}#i(e){let t=new Map(e.map(e=>[ht(new Date(e.day??``)),e.credits])),n=Array.from({length:Z},(e,t)=>ht(new Date(Date.now()-(29-t)*Q))),r=Math.max(...n.map(e=>t.get(e)??0),1);return k`<svg class="chart" part="chart" role="img" aria-label=${this.say(`spent.chart`,{days:Z})} viewBox="0 0 ${300} 100" preserveAspectRatio="none">
      <line x1="0" y1="99.5" x2=${300} y2="99.5"></line>
      ${n.map((e,n)=>{let i=98*(t.get(e)??0)/r;return A`<rect x=${n*10+1.5} y=${99-i} width="7" height=${i}><title>${`${e}: ${this.text.credits(t.get(e)??0)}`}</title></rect>`})}
    </svg>`}#a(e){let t=[...e].sort((e,t)=>t.credits-e.credits).slice(0,ft),n=Math.max(...t.map(e=>e.credits),1);return k`<div class="bars" role="img" aria-label=${this.say(`spent.chart`,{days:Z})} part="chart">
      ${t.map(e=>k`<div>
          <div class="row small"><span>${this.#s(e)}</span><span>${this.text.number(e.credits)}</span></div>
          <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            ${A`<rect class="track" width="100" height="8" rx="4"></rect><rect width=${100*e.credits/n} height="8" rx="4"></rect>`}
          </svg>
        </div>`)}
    </div>`}#o(e){return k`<details>
      <summary class="small">${this.say(`spent.table`)}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say(`spent.by.${this.group}`)}</th>
            <th scope="col" class="number">${this.say(`spent.uses`)}</th>
            <th scope="col" class="number">${this.say(`history.credits`)}</th>
          </tr>
        </thead>
        <tbody>
          ${e.map(e=>k`<tr>
              <td>${this.#s(e)}</td>
              <td class="number">${this.text.number(e.spends)}</td>
              <td class="number">${this.text.number(e.credits)}</td>
            </tr>`)}
        </tbody>
      </table>
    </details>`}#s(e){return this.group===`day`?this.text.date(e.day??``):e[this.group]??this.say(this.group===`subaccount`?`agency.account`:`history.product`)}};function mt(){let e=new Date(Date.now()-29*Q);return e.setHours(0,0,0,0),encodeURIComponent(e.toISOString())}function ht(e){return`${e.getFullYear()}-${String(e.getMonth()+1).padStart(2,`0`)}-${String(e.getDate()).padStart(2,`0`)}`}function $(e){return e.reduce((e,t)=>e+Math.round(t.credits*1e3),0)/1e3}var gt=class extends q{static properties={open:{type:Boolean,reflect:!0}};static styles=[...q.styles,o`
      :host {
        inline-size: min(18rem, 100%);
      }
      .summary {
        inline-size: 100%;
        justify-content: space-between;
      }
      .panel {
        margin-block-end: 0.5rem;
        display: grid;
        gap: 0.75rem;
      }
      .row strong {
        font-weight: 650;
        font-size: 1rem;
      }
      svg.bar {
        inline-size: 100%;
        block-size: 6px;
        display: block;
        margin-block: 0.35rem 0.25rem;
      }
      .track {
        fill: var(--_line);
      }
      .fill {
        fill: var(--_accent);
      }
      details summary {
        cursor: pointer;
        color: var(--_muted);
        padding-block: 0.25rem;
      }
      ul {
        margin: 0.25rem 0 0;
        padding: 0;
        list-style: none;
        display: grid;
        gap: 0.35rem;
      }
      .primary {
        inline-size: 100%;
      }
    `];constructor(){super(),this.open=!1}render(){let{balance:e}=this.known;return k`
      <div id="panel" class="panel card" part="panel" ?hidden=${!this.open}>
        <slot></slot>
        ${e===void 0?this.#e():this.#t(e)} ${this.#r()}
        ${this.store?.may(`buy`)===!0?k`<button class="primary" part="buy" @click=${this.#a}>${this.say(`usage.buy`)}</button>`:M}
      </div>
      <button
        class="summary"
        part="summary"
        aria-expanded=${String(this.open)}
        aria-controls="panel"
        @click=${()=>this.open=!this.open}
      >
        <span>${this.say(`usage.title`)}</span>
        <strong part="total">${e===void 0?M:this.text.number(e.available)}</strong>
      </button>
      ${this.status()}
    `}#e(){let{session:e}=this.known;return e!==void 0&&this.store?.may(`see_balance`)===!1?k`<p class="muted">${this.say(`state.hidden`)}</p>`:k`<p><span class="skeleton"></span><span class="sr">${this.say(`state.loading`)}</span></p>`}#t({monthly:e,extra:t,expiring:n,reserved:r,owed:i,shared_from:a}){let o=e=>this.text.number(e),s=this.say(`usage.of`,{available:o(e.available),granted:o(e.granted)}),c=this.known.session?.state===`trial`,l=e.renews_at??(c?n[0]?.at:void 0),[u]=n.filter(({at:e})=>e!==l);return k`
      <div part="monthly">
        <div class="row">
          <span class="muted">${this.say(`usage.monthly`)}</span>
          <strong>${e.granted>0?s:o(e.available)}</strong>
        </div>
        ${e.granted>0?this.#n(e.available,e.granted):M}
        ${l?k`<p class="muted small">
              ${this.say(c?`usage.ends`:`usage.renews`,{date:this.text.date(l)})}
            </p>`:M}
      </div>
      <div part="extra" class="row">
        <span class="muted">${this.say(`usage.extra`)}</span>
        <strong>${o(t.available)}</strong>
      </div>
      ${u===void 0?M:k`<p class="muted small" part="expiring">
            ${this.say(`usage.expires`,{credits:this.text.credits(u.credits),date:this.text.date(u.at)})}
          </p>`}
      ${r>0?k`<p class="muted small" part="reserved">
            ${this.say(`usage.reserved`,{credits:this.text.credits(r)})}
          </p>`:M}
      ${i>0?k`<p class="away" part="owed">${this.say(`usage.owed`,{credits:this.text.credits(i)})}</p>`:M}
      ${a?k`<p class="muted small">${this.say(`usage.shared`,{account:a})}</p>`:M}
    `}#n(e,t){let n=Math.max(0,Math.min(100,100*e/t)),r=this.say(`usage.progress`,{available:this.text.number(e),granted:this.text.number(t)});return k`<svg
      class="bar"
      part="bar"
      role="meter"
      aria-label=${this.say(`usage.monthly`)}
      aria-valuemin="0"
      aria-valuemax=${t}
      aria-valuenow=${e}
      aria-valuetext=${r}
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
    >
      ${A`<rect class="track" width="100" height="6" rx="3"></rect><rect class="fill" width=${n} height="6" rx="3"></rect>`}
    </svg>`}#r(){let e=this.known.session?.who_can;if(e===void 0)return M;let t=(e,t)=>t.length===0?M:k`<li><strong class="small">${this.say(e)}</strong><br /><span class="small">${this.#i(t)}</span></li>`;return k`<details part="who">
      <summary class="small">${this.say(`usage.who`)}</summary>
      <ul>
        ${t(`usage.may.use`,e.use)} ${t(`usage.may.buy`,e.buy)} ${t(`usage.may.share`,e.share)}
      </ul>
    </details>`}#i(e){let t=e.flatMap(({role:e,members:t})=>t.length===0?[e]:t.map(({id:t,name:n})=>`${n??t} (${e})`));return new Intl.ListFormat(this.text.locale,{type:`unit`}).format(t)}#a=()=>{this.tell(`scrip-buy`,{from:`usage-menu`},!0)}},_t={"scrip-usage-menu":gt,"scrip-cost":et,"scrip-feature-button":tt,"scrip-counter":X,"scrip-features":nt,"scrip-buy-dialog":Xe,"scrip-orders":ut,"scrip-usage":pt,"scrip-history":lt,"scrip-grants":it,"scrip-agency-settings":Je};for(let[e,t]of Object.entries(_t))customElements.get(e)===void 0&&customElements.define(e,t);export{Je as ScripAgencySettings,Xe as ScripBuyDialog,et as ScripCost,X as ScripCounter,tt as ScripFeatureButton,nt as ScripFeatures,it as ScripGrants,lt as ScripHistory,ut as ScripOrders,pt as ScripUsage,gt as ScripUsageMenu};