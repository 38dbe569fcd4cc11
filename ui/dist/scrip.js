var e=globalThis,t=e.ShadowRoot&&(e.ShadyCSS===void 0||e.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,n=Symbol(),r=new WeakMap,i=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==n)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,n=this.t;if(t&&e===void 0){let t=n!==void 0&&n.length===1;t&&(e=r.get(n)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&r.set(n,e))}return e}toString(){return this.cssText}},a=e=>new i(typeof e==`string`?e:e+``,void 0,n),o=(e,...t)=>new i(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,n),s=(n,r)=>{if(t)n.adoptedStyleSheets=r.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let t of r){let r=document.createElement(`style`),i=e.litNonce;i!==void 0&&r.setAttribute(`nonce`,i),r.textContent=t.cssText,n.appendChild(r)}},c=t?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return a(t)})(e):e,{is:l,defineProperty:u,getOwnPropertyDescriptor:d,getOwnPropertyNames:f,getOwnPropertySymbols:ee,getPrototypeOf:te}=Object,p=globalThis,ne=p.trustedTypes,re=ne?ne.emptyScript:``,ie=p.reactiveElementPolyfillSupport,m=(e,t)=>e,h={toAttribute(e,t){switch(t){case Boolean:e=e?re:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},ae=(e,t)=>!l(e,t),oe={attribute:!0,type:String,converter:h,reflect:!1,useDefault:!1,hasChanged:ae};Symbol.metadata??=Symbol(`metadata`),p.litPropertyMetadata??=new WeakMap;var g=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=oe){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&u(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=d(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??oe}static _$Ei(){if(this.hasOwnProperty(m(`elementProperties`)))return;let e=te(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(m(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(m(`properties`))){let e=this.properties,t=[...f(e),...ee(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(c(e))}else e!==void 0&&t.push(c(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?h:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?h:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??ae)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};g.elementStyles=[],g.shadowRootOptions={mode:`open`},g[m(`elementProperties`)]=new Map,g[m(`finalized`)]=new Map,ie?.({ReactiveElement:g}),(p.reactiveElementVersions??=[]).push(`2.1.2`);var _=globalThis,se=e=>e,v=_.trustedTypes,ce=v?v.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,y=`$lit$`,b=`lit$${Math.random().toFixed(9).slice(2)}$`,x=`?`+b,le=`<${x}>`,S=document,C=()=>S.createComment(``),w=e=>e===null||typeof e!=`object`&&typeof e!=`function`,T=Array.isArray,ue=e=>T(e)||typeof e?.[Symbol.iterator]==`function`,de=`[ 	
\f\r]`,E=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,fe=/-->/g,pe=/>/g,D=RegExp(`>|${de}(?:([^\\s"'>=/]+)(${de}*=${de}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),me=/'/g,he=/"/g,ge=/^(?:script|style|textarea|title)$/i,_e=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),O=_e(1),k=_e(2),A=Symbol.for(`lit-noChange`),j=Symbol.for(`lit-nothing`),ve=new WeakMap,M=S.createTreeWalker(S,129);function ye(e,t){if(!T(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return ce===void 0?t:ce.createHTML(t)}var be=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=E;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===E?c[1]===`!--`?o=fe:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=D):(ge.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=D):o=pe:o===D?c[0]===`>`?(o=i??E,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?D:c[3]===`"`?he:me):o===he||o===me?o=D:o===fe||o===pe?o=E:(o=D,i=void 0);let d=o===D&&e[t+1].startsWith(`/>`)?` `:``;a+=o===E?n+le:l>=0?(r.push(s),n.slice(0,l)+y+n.slice(l)+b+d):n+b+(l===-2?t:d)}return[ye(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},N=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=be(t,n);if(this.el=e.createElement(l,r),M.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=M.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(y)){let t=u[o++],n=i.getAttribute(e).split(b),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?Se:r[1]===`?`?Ce:r[1]===`@`?we:I}),i.removeAttribute(e)}else e.startsWith(b)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(ge.test(i.tagName)){let e=i.textContent.split(b),t=e.length-1;if(t>0){i.textContent=v?v.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],C()),M.nextNode(),c.push({type:2,index:++a});i.append(e[t],C())}}}else if(i.nodeType===8){if(i.data===x)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(b,e+1))!==-1;)c.push({type:7,index:a}),e+=b.length-1}}a++}}static createElement(e,t){let n=S.createElement(`template`);return n.innerHTML=e,n}};function P(e,t,n=e,r){if(t===A)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=w(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=P(e,i._$AS(e,t.values),i,r)),t}var xe=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??S).importNode(t,!0);M.currentNode=r;let i=M.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new F(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Te(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=M.nextNode(),a++)}return M.currentNode=S,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},F=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=j,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=P(this,e,t),w(e)?e===j||e==null||e===``?(this._$AH!==j&&this._$AR(),this._$AH=j):e!==this._$AH&&e!==A&&this._(e):e._$litType$===void 0?e.nodeType===void 0?ue(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==j&&w(this._$AH)?this._$AA.nextSibling.data=e:this.T(S.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=N.createElement(ye(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new xe(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=ve.get(e.strings);return t===void 0&&ve.set(e.strings,t=new N(e)),t}k(t){T(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(C()),this.O(C()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=se(e).nextSibling;se(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},I=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=j,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=j}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=P(this,e,t,0),a=!w(e)||e!==this._$AH&&e!==A,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=P(this,r[n+o],t,o),s===A&&(s=this._$AH[o]),a||=!w(s)||s!==this._$AH[o],s===j?e=j:e!==j&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===j?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},Se=class extends I{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===j?void 0:e}},Ce=class extends I{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==j)}},we=class extends I{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=P(this,e,t,0)??j)===A)return;let n=this._$AH,r=e===j&&n!==j||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==j&&(n===j||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Te=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){P(this,e)}},Ee={M:y,P:b,A:x,C:1,L:be,R:xe,D:ue,V:P,I:F,H:I,N:Ce,U:we,B:Se,F:Te},De=_.litHtmlPolyfillSupport;De?.(N,F),(_.litHtmlVersions??=[]).push(`3.3.3`);var Oe=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new F(t.insertBefore(C(),e),e,void 0,n??{})}return i._$AI(e),i},L=globalThis,R=class extends g{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Oe(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return A}};R._$litElement$=!0,R.finalized=!0,L.litElementHydrateSupport?.({LitElement:R});var ke=L.litElementPolyfillSupport;ke?.({LitElement:R}),(L.litElementVersions??=[]).push(`4.2.2`);var Ae=o`
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
`,je=o`
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
`,z=o`
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
`,Me=15e3,Ne=16,B=1e3,Pe=3,Fe=5e3,V=class extends Error{status;code;body;constructor(e,t,n,r={}){super(n),this.status=e,this.code=t,this.body=r,this.name=`Problem`}get isAway(){return this.status===0||this.status===502||this.status===503||this.status===504}},Ie=class{server;#e;#t;#n=[];constructor(e,t){this.server=e.replace(/\/+$/,``),this.#e=t}async call(e,t={}){return await(await this.fetch(e,t)).json()}async fetch(e,t={}){let n=this.#a(),r=await this.#r(e,t,await n);return r.status===401&&typeof this.#e==`function`?(this.#t===n&&(this.#t=void 0),Le(await this.#r(e,t,await this.#a()))):Le(r)}async#r(e,t,n){let r=new Headers({Accept:t.accept??`application/json`});r.set(`Authorization`,`Bearer ${n}`),t.body!==void 0&&r.set(`Content-Type`,`application/json`),t.key!==void 0&&r.set(`Idempotency-Key`,t.key);let i={method:t.method??`GET`,headers:r,cache:`no-store`,credentials:`omit`};t.body!==void 0&&(i.body=JSON.stringify(t.body)),await this.#i(),i.signal=t.signal??AbortSignal.timeout(Me);try{for(let t=0;;t+=1){let n=await fetch(this.server+e,i);if(n.status!==429||t===Pe)return n;let r=Number(n.headers.get(`Retry-After`)??1);await Re(Math.min(Number.isFinite(r)?r*B:B,Fe))}}catch(e){throw t.signal?.aborted===!0?e:new V(0,`away`,`The server did not answer.`,{})}}async#i(){let e=performance.now(),t=this.#n.length<Ne?e:Math.max(e,(this.#n.shift()??0)+B);this.#n.push(t),t>e&&await Re(t-e)}#a(){let e=this.#e;return this.#t??=Promise.resolve(typeof e==`function`?e():e).catch(e=>{throw this.#t=void 0,new V(0,`away`,e instanceof Error?e.message:`No token was given.`,{})}),this.#t}};async function Le(e){if(e.ok)return e;let t={};try{t=await e.json()}catch{}let n=e=>typeof t[e]==`string`?t[e]:void 0;throw new V(e.status,n(`code`)??`unknown`,n(`detail`)??e.statusText,t)}function Re(e){return new Promise(t=>setTimeout(t,e))}function H(){return crypto.randomUUID()}var ze=500,Be=3e4,Ve=1e6;async function He(e,t,n,r,i){let a=ze;for(;!i.aborted;){try{let o=await e.fetch(t,{accept:`text/event-stream`,signal:i});r(!1),o.body!==null&&await Ue(o.body,(e,t)=>{a=ze,n(e,t)})}catch(e){if(i.aborted||e instanceof V&&!e.isAway&&e.status!==429&&e.status!==401)return;r(!0)}await Ge(a,i),a=Math.min(a*2,Be)}}async function Ue(e,t){let n=e.pipeThrough(new TextDecoderStream).getReader(),r=``;for(;;){let{done:e,value:i}=await n.read();if(e)return;r+=i;let a=r.indexOf(`

`);for(;a>=0;)We(r.slice(0,a),t),r=r.slice(a+2),a=r.indexOf(`

`);if(r.length>Ve)throw Error(`an event has no end`)}}function We(e,t){let n=`message`,r=[];for(let t of e.split(`
`))t.startsWith(`event:`)?n=t.slice(6).trim():t.startsWith(`data:`)&&r.push(t.slice(5).trimStart());r.length>0&&t(n,r.join(`
`))}function Ge(e,t){return new Promise(n=>{let r=()=>{clearTimeout(i),t.removeEventListener(`abort`,r),n()},i=setTimeout(r,e);t.addEventListener(`abort`,r)})}var Ke=150,qe=250,Je=2e3,Ye=new Map;function Xe(e,t){let n=Ye.get(e);n===void 0&&Ye.set(e,n=new Map);let r=n.get(t);return r===void 0&&n.set(t,r=new Ze(new Ie(e,t),()=>n.delete(t))),r}var Ze=class extends EventTarget{api;#e={isAway:!1};#t=0;#n;#r;#i;#a;constructor(e,t){super(),this.api=e,this.#a=t}get known(){return this.#e}path(e){return`/v1/accounts/${encodeURIComponent(this.#e.session?.account??``)}${e}`}may(e){return this.#e.session?.rights.some(t=>t===e)??!1}get mayBuy(){let e=this.#e.session?.state;return this.may(`buy`)&&e!==`trial`&&e!==`ended`}featureName(e){return this.#e.features?.find(({feature:t})=>t===e)?.name??e}memberName(e){let{use:t=[],buy:n=[],share:r=[]}=this.#e.session?.who_can??{};return[...t,...n,...r].flatMap(({members:e})=>e).find(t=>t.id===e)?.name??e}hold(){this.#t+=1,this.#t===1&&this.#o();let e=!0;return()=>{e&&(e=!1,--this.#t,queueMicrotask(()=>{this.#t===0&&this.#l()}))}}changed(){this.#r?.postMessage(`changed`),this.refresh()}async refresh(){this.#e.session===void 0?(this.#l(),this.#t>0&&await this.#o()):await Promise.all([this.#f(),this.#p()])}async#o(){let e=new AbortController;this.#n=e,document.addEventListener(`visibilitychange`,this.#u),window.addEventListener(`online`,this.#u);try{let t=await this.api.call(`/v1/session`,{signal:e.signal});if(e.signal.aborted)return;let{problem:n,...r}=this.#e;this.#e={...r,session:t,isAway:!1}}catch(t){if(e.signal.aborted)return;let n=U(t);this.#h({...this.#e,problem:n,isAway:n.isAway}),(n.isAway||n.status===429)&&setTimeout(()=>!e.signal.aborted&&void this.refresh(),Je);return}let{session:t}=this.#e,n=`scrip ${this.api.server} ${t?.account} ${t?.member}`;this.#r=new BroadcastChannel(n),this.#r.onmessage=({data:e})=>this.#c(e),await Promise.race([this.#f(),new Promise(e=>setTimeout(e,qe))]),e.signal.aborted||(this.#e.balance===void 0&&this.#h(this.#e),this.#p(t),this.may(`see_balance`)&&$e(n,e.signal,()=>this.#s(e.signal)))}async#s(e){let t=t=>{e.aborted||(this.#r?.postMessage(t),this.#c(t))},n=!0;await He(this.api,this.path(`/balance/stream`),(e,r)=>{e===`balance`&&(t({balance:JSON.parse(r),isGreeting:n}),n=!1)},e=>t({isAway:e}),e)}#c(e){e===`changed`?this.refresh():`balance`in e?e.isGreeting&&Qe(e.balance,this.#e.balance)||this.#d(e.balance):this.#e.isAway!==e.isAway&&this.#h({...this.#e,isAway:e.isAway})}#l(){this.#n?.abort(),this.#n=void 0,this.#r?.close(),this.#r=void 0,clearTimeout(this.#i),document.removeEventListener(`visibilitychange`,this.#u),window.removeEventListener(`online`,this.#u),this.#t===0&&this.#a()}#u=()=>{document.visibilityState===`visible`&&this.refresh()};#d(e){if((this.#e.balance?.as_of??``)>e.as_of)return;let{problem:t,...n}=this.#e;this.#h({...n,balance:e,isAway:!1}),clearTimeout(this.#i),this.#i=setTimeout(()=>void this.#p(),Ke)}async#f(){this.may(`see_balance`)&&await this.#m(async e=>this.#d(await this.api.call(this.path(`/balance`),{signal:e})))}async#p(e){await this.#m(async t=>{let n=this.api.call(this.path(`/features`),{signal:t}),r=e??this.api.call(`/v1/session`,{signal:t}),[{data:i},a]=await Promise.all([n,r]),{problem:o,...s}=this.#e;this.#h({...s,session:a,features:i,isAway:!1})})}async#m(e){let t=this.#n?.signal;if(t!==void 0)try{await e(t)}catch(e){t.aborted||this.#h({...this.#e,problem:U(e),isAway:U(e).isAway})}}#h(e){this.#e=e,this.dispatchEvent(new Event(`change`))}};function Qe(e,t){return t!==void 0&&JSON.stringify({...e,as_of:``})===JSON.stringify({...t,as_of:``})}async function $e(e,t,n){if(navigator.locks===void 0)return n();await navigator.locks.request(e,{signal:t},n).catch(e=>{if(!t.aborted)throw e})}function U(e){return e instanceof V?e:new V(0,`away`,e instanceof Error?e.message:String(e))}var et={"usage.title":`Meine Nutzung`,"usage.monthly":`Monatliche Credits`,"usage.extra":`Zusätzliche Credits`,"usage.of":`{available} von {granted}`,"usage.renews":`Erneuert am {date}`,"usage.ends":`Testphase endet am {date}`,"usage.expires":`{credits} verfallen am {date}`,"usage.reserved":`{credits} für laufende Arbeit zurückgelegt`,"usage.owed":`{credits} offen: Die nächsten Credits gleichen das zuerst aus`,"usage.shared":`Geteilt von {account}`,"usage.buy":`Zusätzliche Credits kaufen`,"usage.who":`Wer was darf`,"usage.may.use":`Credits nutzen`,"usage.may.buy":`Credits kaufen`,"usage.may.share":`Credits mit Unterkonten teilen`,"usage.progress":`{available} von {granted} monatlichen Credits übrig`,"usage.canceling":`Endet am {date}`,"usage.credits":`Credits`,"usage.legacy":`Diese Credits erneuern sich nicht.`,"usage.trial":`In der Testphase lassen sich keine Credits kaufen.`,"usage.plans":`Tarife ansehen`,credits:{one:`{n} Credit`,other:`{n} Credits`},"credits.left":{one:`{n} Credit übrig`,other:`{n} Credits übrig`},"cost.free":`Kostenlos`,"cost.about":`Etwa {credits}`,"cost.ceiling":`höchstens {credits}`,"cost.after":`danach {credits} übrig`,"cost.included":`In Ihrem Tarif enthalten`,"counter.label":`{left}. Mehr Credits holen`,"reason.insufficient_credits":`Dafür reichen die Credits nicht: {credits} sind verfügbar.`,"reason.role_not_allowed":`Ihre Rolle umfasst das nicht.`,"reason.sharing_disabled":`Ihre Agentur teilt ihre Credits nicht mit Unterkonten.`,"reason.plan_lacks_feature":`Ihr Tarif enthält diese Funktion nicht.`,"reason.account_ended":`Das Abonnement ist beendet.`,"reason.spend_limit_reached":`Ein Ausgabenlimit ist erreicht.`,"reason.spend_limit_reached.member":`Ihr eigenes Ausgabenlimit ist erreicht.`,"reason.spend_limit_reached.subaccount":`Das Ausgabenlimit dieses Unterkontos ist erreicht.`,"reason.spend_limit_reached.account":`Das Ausgabenlimit des Kontos ist erreicht.`,"reason.other":`Das ist gerade nicht möglich.`,"reason.limit.again":`Es beginnt von selbst neu; wer Mitglieder verwaltet, kann es erhöhen.`,"who.can":`{names} kann das.`,"who.nobody":`Fragen Sie die Person, die Ihr Konto verwaltet.`,"who.buy":`{names} kann mehr holen.`,"who.share":`{names} kann das ein- oder ausschalten.`,"plans.have":{one:`Enthalten im Tarif {names}.`,other:`Enthalten in den Tarifen {names}.`},"plans.in":{one:`Im Tarif {names}`,other:`In {names}`},"button.changed":`Die Kosten haben sich von {from} auf {to} Credits geändert. Drücken Sie noch einmal, wenn es dabei bleibt.`,"declined.insufficient_funds":`zu wenig Geld auf dem Konto`,"declined.expired_card":`die Karte ist abgelaufen`,"declined.lost_card":`die Karte ist als verloren gemeldet`,"declined.stolen_card":`die Karte ist als gestohlen gemeldet`,"declined.incorrect_cvc":`die Prüfnummer stimmt nicht`,"declined.processing_error":`ein Fehler bei der Verarbeitung`,"declined.authentication_required":`sie muss bestätigt werden`,"features.paid":`Funktionen, die Credits brauchen`,"features.free":`Funktionen ohne Credits`,"features.gated":`Funktionen ohne Credits, die einen höheren Tarif brauchen`,"features.included":`Enthalten`,"history.title":`Verlauf`,"history.caption":`Jede Bewegung von Credits, die neueste zuerst`,"history.time":`Zeit`,"history.what":`Was geschah`,"history.who":`Wer`,"history.credits":`Credits`,"history.left":`Danach verfügbar`,"history.from":`Von`,"history.to":`Bis`,"history.kind":`Art`,"history.feature":`Funktion`,"history.member":`Mitglied`,"history.subaccount":`Unterkonto`,"history.all":`Alle`,"history.more":`Mehr anzeigen`,"history.csv":`CSV herunterladen`,"history.none":`Noch nichts. Jede Nutzung, jeder Kauf und jede Erneuerung wird hier eine eigene Zeile.`,"history.none.filter":`Keine Zeile passt zu diesen Filtern.`,"history.product":`das Produkt`,"history.clock":`von selbst`,"history.filters":`Filter`,"history.movements":`Bewegungen`,"history.everything":`Alles`,"history.quantity":`Menge`,"history.price":`Preis`,"history.from_grant":`Aus: {kind}`,"history.back":`Zurückgegeben`,"history.back.expired":`davon {credits} schon verfallen`,"history.reason":`Grund`,"history.of":`Gehört zu`,"history.prices":`Preise`,"history.version":`Preisliste {version}`,"history.line":`Zeile {n}`,"kind.grant":`Credits gutgeschrieben`,"kind.expire":`Verfallen`,"kind.void":`Aufgehoben`,"kind.roll":`Übertragen`,"kind.spend":`Nutzung`,"kind.reserve":`Zurückgelegt`,"kind.settle":`Nutzung abgerechnet`,"kind.release":`Freigegeben`,"kind.reverse":`Zurückgegeben`,"kind.claw":`Zurückgeholt`,"kind.reinstate":`Wieder gutgeschrieben`,"kind.order":`Bestellung`,"kind.account":`Konto`,"kind.notice":`Hinweis`,"grants.title":`Credits nach Herkunft`,"grants.order":`Credits werden von oben nach unten verbraucht: nach Priorität, dann was zuerst verfällt, kostenlose vor gekauften.`,"grants.source":`Herkunft`,"grants.left":`Übrig`,"grants.expires":`Verfällt`,"grants.status":`Status`,"grants.never":`Nie`,"grants.none":`Es gibt noch keine Credits.`,"grants.rolled":`Aus dem Zeitraum davor übernommen`,"grants.only":`Nur für {names}`,"grants.reserved":`{credits} zurückgelegt`,"grants.hidden":`Ihre Rolle zeigt nicht, woher Credits kommen.`,"grant.plan":`Tarif`,"grant.trial":`Testphase`,"grant.legacy":`Alter Tarif`,"grant.package":`Gekauft`,"grant.promotional":`Geschenk`,"grant.adjustment":`Korrektur`,"state.scheduled":`Ab {date}`,"state.open":`In Gebrauch`,"state.used":`Verbraucht`,"state.expired":`Verfallen`,"state.voided":`Aufgehoben`,"spent.title":`Nutzung`,"spent.by.day":`Tag`,"spent.by.feature":`Funktion`,"spent.by.member":`Mitglied`,"spent.by.subaccount":`Unterkonto`,"spent.by":`Gruppieren nach`,"spent.table":`Als Tabelle zeigen`,"spent.chart":`Verbrauchte Credits der letzten {days} Tage`,"spent.none":`In den letzten {days} Tagen wurden keine Credits verbraucht.`,"spent.total":`In {days} Tagen verbraucht`,"spent.kinds":`Was übrig ist, nach Herkunft`,"spent.forecast":`Im Tempo der letzten {days} Tage ({rate} am Tag) sind die Credits etwa am {date} verbraucht.`,"spent.forecast.renews":`Im Tempo der letzten {days} Tage ({rate} am Tag) reichen die Credits über den {date} hinaus.`,"spent.forecast.expires":`Im Tempo der letzten {days} Tage ({rate} am Tag) verfallen etwa {lost} Credits ungenutzt, die letzten am {date}.`,"spent.uses":`Nutzungen`,"spent.expires":`die ersten verfallen am {date}`,"spent.here":`Hauptkonto`,"agency.title":`Agentur-Optionen`,"agency.section":`Credits teilen`,"agency.switch":`Unterkonten dürfen Ihre Credits nutzen`,"agency.hint":`Ist das an, nutzen alle Unterkonten die Credits der Agentur. Selbst kaufen können sie keine.`,"agency.saved":`Gespeichert`,"agency.limits":`Ausgabenlimits`,"agency.limits.hint":`Ein Limit gilt je Unterkonto oder Mitglied. Begonnene Arbeit wird nicht abgebrochen.`,"agency.limits.none":`Es sind keine Limits gesetzt.`,"agency.subject":`Für`,"agency.credits":`Credits`,"agency.per":`Je`,"agency.per.day":`Tag`,"agency.per.month":`Monat`,"agency.per.period":`Abrechnungszeitraum`,"agency.add":`Limit setzen`,"agency.remove":`Limit von {subject} entfernen`,"agency.each.member":`Jedes Mitglied`,"agency.each.subaccount":`Jedes Unterkonto`,"agency.account":`Das ganze Konto`,"agency.used":`In {days} Tagen`,"agency.limit":`Limit`,"agency.limit.none":`keins`,"agency.limit.per":`{credits} pro {per}`,"agency.named.subaccount":`Unterkonto {name}`,"agency.one.member":`Ein Mitglied`,"agency.one.subaccount":`Ein Unterkonto`,"state.loading":`Wird geladen`,"state.away":`Der Server ist nicht erreichbar. Die Anzeige kann veraltet sein.`,"state.failed":`Das konnte nicht geladen werden: {detail}`,"state.again":`Erneut versuchen`,"state.hidden":`Ihre Rolle zeigt den Kontostand nicht.`,"state.ended":`Ihre Sitzung ist beendet. Laden Sie die Seite neu.`,"state.away.nothing":`Der Server ist gerade nicht erreichbar.`,"dialog.close":`Schließen`,"buy.title":`Mehr Credits`,"buy.packages":`Credit-Pakete, einmalig bezahlt`,"buy.quantity":`Anzahl`,"buy.fewer":`Eins weniger`,"buy.more":`Eins mehr`,"buy.sum":`zusammen {credits}`,"buy.pay":`Zahlung`,"buy.pay.saved":`{brand}, endet auf {last4}`,"buy.pay.card":`Neue Karte`,"buy.pay.transfer":`Überweisung`,"buy.pay.transfer.days":{one:`Die Credits kommen binnen {n} Werktag nach Ihrer Überweisung.`,other:`Die Credits kommen binnen {n} Werktagen nach Ihrer Überweisung.`},"buy.net":`Preis`,"buy.tax":`Steuer, {rate} %`,"buy.reverse":`Steuer: Umkehrung der Steuerschuld`,"buy.total":`Gesamt`,"buy.expires":`Die Credits gelten {span} ab der Zahlung.`,"buy.terms":`Verkaufsbedingungen`,"buy.now":`Jetzt kaufen`,"buy.none":`Dieses Konto kann gerade keine Pakete kaufen.`,"buy.plans":`Oder einen höheren Tarif wählen`,"buy.plan.credits":`{credits} je Zeitraum`,"buy.upgrade":`Zu {name} wechseln`,"buy.processing":`Die Zahlung läuft.`,"buy.waiting":`Schließen Sie die Zahlung im anderen Fenster ab. Hier geht es von selbst weiter.`,"buy.open":`Zahlungsseite öffnen`,"buy.cancel":`Bestellung abbrechen`,"buy.canceled":`Die Bestellung wurde abgebrochen.`,"buy.declined":`Die Bank hat die Zahlung abgelehnt: {reason}.`,"buy.price_changed":`Der Preis hat sich inzwischen geändert. Sehen Sie ihn sich noch einmal an.`,"buy.transfer.placed":`Die Bestellung ist aufgegeben. Bitte überweisen Sie:`,"buy.bank.name":`An`,"buy.bank.iban":`IBAN`,"buy.bank.bic":`BIC`,"buy.bank.reference":`Verwendungszweck`,"buy.bank.by":`Zahlbar bis`,"buy.done":`{credits} gehören Ihnen.`,"buy.invoice":`Die Rechnung kommt per E-Mail.`,"buy.continue":`Weiter`,"buy.close":`Fertig`,"buy.away":`Es kam keine Antwort. Drücken Sie noch einmal: Bestellt wird nur einmal.`,"buy.back":`Zurück`,"buy.need":`Dafür braucht es {credits}; {available} sind übrig.`,"buy.need.several":`{n} × {name} reichen dafür.`,"buy.none.trial":`In der Testphase lassen sich keine Credits kaufen. Ein Tarif bringt eigene mit.`,"buy.pay.card.hint":`Auf einer sicheren Seite in einem neuen Fenster; die Karte wird für das nächste Mal gespeichert.`,"buy.declined.next":`Es wurde nichts abgebucht. Versuchen Sie eine andere Karte oder eine Überweisung.`,"buy.confirm":`Ihre Bank möchte, dass Sie diese Zahlung bestätigen. Dieses Fenster geht von selbst weiter.`,"buy.confirm.open":`Bei der Bank bestätigen`,"buy.plans.only":`Tarife`,"buy.preview":`Ihre Credits mit {name}`,"buy.preview.now":`Jetzt`,"buy.preview.after":`Gleich danach`,"buy.preview.all":`Zusammen`,"buy.preview.host":`Der Tarif wird in Ihrer eigenen Abrechnung bezahlt. Hier wird nichts abgebucht.`,"buy.upgrade.go":`Weiter zu {name}`,"buy.bank.mailed":`Die Angaben kommen auch per E-Mail.`,"buy.declined.plain":`Die Bank hat die Zahlung abgelehnt.`,"orders.title":`Bestellungen und Rechnungen`,"orders.none":`Noch wurde nichts gekauft.`,"orders.due":`Fällig am {date}`,"orders.refunded":`{credits} erstattet`,"orders.pdf":`PDF`,"orders.pdf.of":`PDF der Rechnung zur Bestellung {id}`,"orders.send":`Erneut senden`,"orders.send.of":`Erneut senden: Rechnung zur Bestellung {id}`,"orders.sent":`Die Rechnung ist unterwegs.`,"orders.what":`Bestellung`,"orders.by":`Credits bis {date}`,"orders.pay":`Bezahlen`,"orders.cancel":`Stornieren`,"orders.cancel.of":`Bestellung {id} stornieren`,"order.pending":`Wartet auf Zahlung`,"order.awaiting_payment":`Wartet auf Ihre Überweisung`,"order.paid":`Bezahlt`,"order.canceled":`Abgebrochen`,"order.refunded":`Erstattet`,"order.disputed":`Angefochten`,"card.title":`Karte`,"card.none":`Es ist keine Karte gespeichert.`,"card.add":`Karte hinzufügen`,"card.replace":`Karte ersetzen`,"card.remove":`Karte entfernen`,"card.declined":`Die letzte Zahlung wurde abgelehnt.`,"card.keep":`Behalten`,"card.remove.sure":`Damit endet auch das automatische Aufladen, und der nächste Kauf fragt wieder nach einer Karte.`,"topup.title":`Automatisches Aufladen`,"topup.hint":`Kauft mit der gespeicherten Karte ein Paket, wenn wenige Credits übrig sind.`,"topup.on":`Unter {threshold} Credits: {name}, höchstens {max} im Monat.`,"topup.off":`Ausschalten`,"topup.threshold":`Wenn weniger Credits als`,"topup.package":`Kaufe`,"topup.max":`Höchstens im Monat`,"topup.set":`Einschalten`,"topup.card":`Fügen Sie zuerst eine Karte hinzu.`},W={"usage.title":`My Usage`,"usage.monthly":`Monthly credits`,"usage.extra":`Extra credits`,"usage.of":`{available} of {granted}`,"usage.renews":`Renews on {date}`,"usage.ends":`Trial ends on {date}`,"usage.expires":`{credits} expire on {date}`,"usage.reserved":`{credits} set aside for running work`,"usage.owed":`{credits} owed: the next credits pay this first`,"usage.shared":`Shared from {account}`,"usage.buy":`Buy extra credits`,"usage.who":`Who may do what`,"usage.may.use":`Use credits`,"usage.may.buy":`Buy credits`,"usage.may.share":`Share credits with subaccounts`,"usage.progress":`{available} of {granted} monthly credits left`,"usage.canceling":`Ends on {date}`,"usage.credits":`Credits`,"usage.legacy":`These credits do not renew.`,"usage.trial":`During the trial no extra credits can be bought.`,"usage.plans":`See plans`,credits:{one:`{n} credit`,other:`{n} credits`},"credits.left":{one:`{n} credit left`,other:`{n} credits left`},"cost.free":`Free`,"cost.about":`About {credits}`,"cost.ceiling":`{credits} at most`,"cost.after":`{credits} left after it`,"cost.included":`Included in your plan`,"counter.label":`{left}. Get more credits`,"reason.insufficient_credits":`There are too few credits for this: {credits} are available.`,"reason.role_not_allowed":`Your role does not include this.`,"reason.sharing_disabled":`Your agency does not share its credits with subaccounts.`,"reason.plan_lacks_feature":`Your plan does not include this feature.`,"reason.account_ended":`The subscription has ended.`,"reason.spend_limit_reached":`A spend limit is reached.`,"reason.spend_limit_reached.member":`Your own spend limit is reached.`,"reason.spend_limit_reached.subaccount":`This subaccount's spend limit is reached.`,"reason.spend_limit_reached.account":`The account's spend limit is reached.`,"reason.other":`This is not possible now.`,"reason.limit.again":`It starts again by itself; whoever manages members can raise it.`,"who.can":`{names} can.`,"who.nobody":`Ask the person who runs your account.`,"who.buy":`{names} can get more.`,"who.share":`{names} can turn this on or off.`,"plans.have":{one:`It comes with the plan {names}.`,other:`It comes with the plans {names}.`},"plans.in":{one:`In {names}`,other:`In {names}`},"button.changed":`The cost has changed from {from} to {to} credits. Press again to use it.`,"declined.insufficient_funds":`too little money on the account`,"declined.expired_card":`the card has expired`,"declined.lost_card":`the card was reported lost`,"declined.stolen_card":`the card was reported stolen`,"declined.incorrect_cvc":`the security code is wrong`,"declined.processing_error":`an error while it was processed`,"declined.authentication_required":`it must be confirmed`,"features.paid":`Features that require credits`,"features.free":`Features available without credits`,"features.gated":`Features that need a higher plan, without credits`,"features.included":`Included`,"history.title":`History`,"history.caption":`Every movement of credits, the newest first`,"history.time":`Time`,"history.what":`What happened`,"history.who":`Who`,"history.credits":`Credits`,"history.left":`Then available`,"history.from":`From`,"history.to":`To`,"history.kind":`Kind`,"history.feature":`Feature`,"history.member":`Member`,"history.subaccount":`Subaccount`,"history.all":`All`,"history.more":`Show more`,"history.csv":`Download CSV`,"history.none":`Nothing here yet. Every use, purchase and renewal will be a line of its own.`,"history.none.filter":`No line fits these filters.`,"history.product":`the product`,"history.clock":`by itself`,"history.filters":`Filters`,"history.movements":`Movements`,"history.everything":`Everything`,"history.quantity":`Quantity`,"history.price":`Price`,"history.from_grant":`From: {kind}`,"history.back":`Put back`,"history.back.expired":`of which {credits} had expired`,"history.reason":`Reason`,"history.of":`Belongs to`,"history.prices":`Priced by`,"history.version":`price list {version}`,"history.line":`Line {n}`,"kind.grant":`Credits granted`,"kind.expire":`Expired`,"kind.void":`Voided`,"kind.roll":`Carried over`,"kind.spend":`Use`,"kind.reserve":`Set aside`,"kind.settle":`Use settled`,"kind.release":`Released`,"kind.reverse":`Put back`,"kind.claw":`Taken back`,"kind.reinstate":`Reinstated`,"kind.order":`Order`,"kind.account":`Account`,"kind.notice":`Notice`,"grants.title":`Credits by source`,"grants.order":`Credits are used from top to bottom: by priority, then those that expire first, free ones before bought ones.`,"grants.source":`Source`,"grants.left":`Left`,"grants.expires":`Expires`,"grants.status":`Status`,"grants.never":`Never`,"grants.none":`There are no credits yet.`,"grants.rolled":`Carried over from the period before`,"grants.only":`Only for {names}`,"grants.reserved":`{credits} set aside`,"grants.hidden":`Your role does not show where credits come from.`,"grant.plan":`Plan`,"grant.trial":`Trial`,"grant.legacy":`Legacy plan`,"grant.package":`Bought`,"grant.promotional":`Gift`,"grant.adjustment":`Adjustment`,"state.scheduled":`From {date}`,"state.open":`In use`,"state.used":`Used up`,"state.expired":`Expired`,"state.voided":`Voided`,"spent.title":`Usage`,"spent.by.day":`Day`,"spent.by.feature":`Feature`,"spent.by.member":`Member`,"spent.by.subaccount":`Subaccount`,"spent.by":`Group by`,"spent.table":`Show as a table`,"spent.chart":`Credits used in the last {days} days`,"spent.none":`No credits were used in the last {days} days.`,"spent.total":`Used in {days} days`,"spent.kinds":`What is left, by source`,"spent.forecast":`At the pace of the last {days} days ({rate} a day), the credits run out around {date}.`,"spent.forecast.renews":`At the pace of the last {days} days ({rate} a day), the credits last beyond {date}.`,"spent.forecast.expires":`At the pace of the last {days} days ({rate} a day), about {lost} credits expire unused, the last on {date}.`,"spent.uses":`Uses`,"spent.expires":`the first expire on {date}`,"spent.here":`Main account`,"agency.title":`Agency Options`,"agency.section":`Share your credits`,"agency.switch":`Allow subaccounts use your credits`,"agency.hint":`When this is on, all subaccounts draw on the agency's credits. They cannot buy credits themselves.`,"agency.saved":`Saved`,"agency.limits":`Spend limits`,"agency.limits.hint":`A limit holds per subaccount or member. Work that has begun is not stopped.`,"agency.limits.none":`No limits are set.`,"agency.subject":`For`,"agency.credits":`Credits`,"agency.per":`Per`,"agency.per.day":`day`,"agency.per.month":`month`,"agency.per.period":`billing period`,"agency.add":`Set limit`,"agency.remove":`Remove the limit of {subject}`,"agency.each.member":`Each member`,"agency.each.subaccount":`Each subaccount`,"agency.account":`The whole account`,"agency.used":`Used in {days} days`,"agency.limit":`Limit`,"agency.limit.none":`none`,"agency.limit.per":`{credits} per {per}`,"agency.named.subaccount":`Subaccount {name}`,"agency.one.member":`One member`,"agency.one.subaccount":`One subaccount`,"state.loading":`Loading`,"state.away":`The server cannot be reached. What is shown may be old.`,"state.failed":`This could not be loaded: {detail}`,"state.again":`Try again`,"state.hidden":`Your role does not show the balance.`,"state.ended":`Your session has ended. Load the page again to go on.`,"state.away.nothing":`The server cannot be reached now.`,"dialog.close":`Close`,"buy.title":`Get more credits`,"buy.packages":`Credit packages, paid once`,"buy.quantity":`How many`,"buy.fewer":`One fewer`,"buy.more":`One more`,"buy.sum":`{credits} together`,"buy.pay":`Payment`,"buy.pay.saved":`{brand} ending in {last4}`,"buy.pay.card":`New card`,"buy.pay.transfer":`Bank transfer`,"buy.pay.transfer.days":{one:`The credits come within {n} business day of your transfer.`,other:`The credits come within {n} business days of your transfer.`},"buy.net":`Price`,"buy.tax":`Tax, {rate} %`,"buy.reverse":`Tax: reverse charge`,"buy.total":`Total`,"buy.expires":`The credits last {span} after the payment.`,"buy.terms":`Terms of sale`,"buy.now":`Buy now`,"buy.none":`This account cannot buy packages now.`,"buy.plans":`Or choose a higher plan`,"buy.plan.credits":`{credits} each period`,"buy.upgrade":`Upgrade to {name}`,"buy.processing":`The payment is being made.`,"buy.waiting":`Finish the payment in the other window. This one goes on by itself.`,"buy.open":`Open the payment page`,"buy.cancel":`Cancel the order`,"buy.canceled":`The order was canceled.`,"buy.declined":`The bank declined the payment: {reason}.`,"buy.price_changed":`The price has changed meanwhile. Look at it again before you buy.`,"buy.transfer.placed":`The order is placed. Please transfer:`,"buy.bank.name":`To`,"buy.bank.iban":`IBAN`,"buy.bank.bic":`BIC`,"buy.bank.reference":`Reference`,"buy.bank.by":`Pay by`,"buy.done":`{credits} are yours.`,"buy.invoice":`The invoice comes by e-mail.`,"buy.continue":`Continue`,"buy.close":`Done`,"buy.away":`No answer came. Press again: the order is placed once.`,"buy.back":`Back`,"buy.need":`This needs {credits}; {available} are left.`,"buy.need.several":`{n} × {name} cover it.`,"buy.none.trial":`During the trial no credits can be bought. A plan brings its own.`,"buy.pay.card.hint":`On a secure page in a new window; the card is saved for next time.`,"buy.declined.next":`Nothing was charged. Try another card or a transfer.`,"buy.confirm":`Your bank wants you to confirm this payment. This window goes on by itself.`,"buy.confirm.open":`Confirm at your bank`,"buy.plans.only":`Plans`,"buy.preview":`Your credits with {name}`,"buy.preview.now":`Now`,"buy.preview.after":`Right after`,"buy.preview.all":`All`,"buy.preview.host":`The plan is paid in your account's own billing. Nothing is charged here.`,"buy.upgrade.go":`Continue to {name}`,"buy.bank.mailed":`The details also come by e-mail.`,"buy.declined.plain":`The bank declined the payment.`,"orders.title":`Orders and invoices`,"orders.none":`Nothing was bought yet.`,"orders.due":`Due on {date}`,"orders.refunded":`{credits} refunded`,"orders.pdf":`PDF`,"orders.pdf.of":`PDF of the invoice of order {id}`,"orders.send":`Send again`,"orders.send.of":`Send again the invoice of order {id}`,"orders.sent":`The invoice is on its way.`,"orders.what":`Order`,"orders.by":`Credits by {date}`,"orders.pay":`Pay`,"orders.cancel":`Cancel`,"orders.cancel.of":`Cancel the order {id}`,"order.pending":`Waiting for payment`,"order.awaiting_payment":`Waiting for your transfer`,"order.paid":`Paid`,"order.canceled":`Canceled`,"order.refunded":`Refunded`,"order.disputed":`Disputed`,"card.title":`Card`,"card.none":`No card is saved.`,"card.add":`Add a card`,"card.replace":`Replace the card`,"card.remove":`Remove the card`,"card.declined":`Its last payment was declined.`,"card.keep":`Keep it`,"card.remove.sure":`Auto top-up goes off with it, and the next purchase asks for a card again.`,"topup.title":`Auto top-up`,"topup.hint":`Buys a package with the saved card whenever few credits are left.`,"topup.on":`Below {threshold} credits: {name}, at most {max} a month.`,"topup.off":`Switch off`,"topup.threshold":`When fewer credits than`,"topup.package":`Buy`,"topup.max":`At most a month`,"topup.set":`Switch on`,"topup.card":`Add a card first.`},G={en:W,de:et,pl:{"usage.title":`Moje użycie`,"usage.monthly":`Kredyty miesięczne`,"usage.extra":`Kredyty dodatkowe`,"usage.of":`{available} z {granted}`,"usage.renews":`Odnowienie {date}`,"usage.ends":`Okres próbny kończy się {date}`,"usage.expires":`{credits} wygaśnie {date}`,"usage.reserved":`{credits} odłożono na trwającą pracę`,"usage.owed":`{credits} zaległości: najpierw pokryją je następne kredyty`,"usage.shared":`Udostępnia {account}`,"usage.buy":`Kup dodatkowe kredyty`,"usage.who":`Kto co może`,"usage.may.use":`Używać kredytów`,"usage.may.buy":`Kupować kredyty`,"usage.may.share":`Udostępniać kredyty subkontom`,"usage.progress":`Zostało {available} z {granted} kredytów miesięcznych`,"usage.canceling":`Kończy się {date}`,"usage.credits":`Kredyty`,"usage.legacy":`Te kredyty się nie odnawiają.`,"usage.trial":`W okresie próbnym nie można kupować kredytów.`,"usage.plans":`Zobacz plany`,credits:{one:`{n} kredyt`,few:`{n} kredyty`,many:`{n} kredytów`,other:`{n} kredytu`},"credits.left":{one:`Został {n} kredyt`,few:`Zostały {n} kredyty`,many:`Zostało {n} kredytów`,other:`Zostało {n} kredytu`},"cost.free":`Bezpłatnie`,"cost.about":`Około {credits}`,"cost.ceiling":`najwyżej {credits}`,"cost.after":`potem zostanie {credits}`,"cost.included":`W Twoim planie`,"counter.label":`{left}. Zdobądź więcej kredytów`,"reason.insufficient_credits":`Za mało kredytów: dostępne {credits}.`,"reason.role_not_allowed":`Twoja rola tego nie obejmuje.`,"reason.sharing_disabled":`Twoja agencja nie udostępnia kredytów subkontom.`,"reason.plan_lacks_feature":`Twój plan nie zawiera tej funkcji.`,"reason.account_ended":`Subskrypcja się skończyła.`,"reason.spend_limit_reached":`Osiągnięto limit wydatków.`,"reason.spend_limit_reached.member":`Osiągnięto Twój limit wydatków.`,"reason.spend_limit_reached.subaccount":`Osiągnięto limit wydatków tego subkonta.`,"reason.spend_limit_reached.account":`Osiągnięto limit wydatków konta.`,"reason.other":`Teraz to niemożliwe.`,"reason.limit.again":`Odnowi się sam; może go podnieść osoba zarządzająca członkami.`,"who.can":`Może to zrobić {names}.`,"who.nobody":`Zapytaj osobę, która prowadzi Twoje konto.`,"who.buy":`Więcej może zdobyć {names}.`,"who.share":`Włączyć lub wyłączyć może {names}.`,"plans.have":{one:`Jest w planie {names}.`,few:`Jest w planach {names}.`,many:`Jest w planach {names}.`,other:`Jest w planach {names}.`},"plans.in":{one:`W planie {names}`,other:`W planach {names}`},"button.changed":`Koszt zmienił się z {from} na {to} kredytów. Naciśnij ponownie, aby użyć.`,"declined.insufficient_funds":`za mało środków na koncie`,"declined.expired_card":`karta straciła ważność`,"declined.lost_card":`karta została zgłoszona jako zgubiona`,"declined.stolen_card":`karta została zgłoszona jako skradziona`,"declined.incorrect_cvc":`błędny kod zabezpieczający`,"declined.processing_error":`błąd podczas przetwarzania`,"declined.authentication_required":`wymaga potwierdzenia`,"features.paid":`Funkcje wymagające kredytów`,"features.free":`Funkcje dostępne bez kredytów`,"features.gated":`Funkcje bez kredytów, wymagające wyższego planu`,"features.included":`W planie`,"history.title":`Historia`,"history.caption":`Każdy ruch kredytów, od najnowszego`,"history.time":`Czas`,"history.what":`Co się stało`,"history.who":`Kto`,"history.credits":`Kredyty`,"history.left":`Potem dostępne`,"history.from":`Od`,"history.to":`Do`,"history.kind":`Rodzaj`,"history.feature":`Funkcja`,"history.member":`Członek`,"history.subaccount":`Subkonto`,"history.all":`Wszystkie`,"history.more":`Pokaż więcej`,"history.csv":`Pobierz CSV`,"history.none":`Jeszcze nic tu nie ma. Każde użycie, zakup i odnowienie będzie osobnym wierszem.`,"history.none.filter":`Żaden wiersz nie pasuje do filtrów.`,"history.product":`produkt`,"history.clock":`samoczynnie`,"history.filters":`Filtry`,"history.movements":`Ruchy kredytów`,"history.everything":`Wszystko`,"history.quantity":`Ilość`,"history.price":`Cena`,"history.from_grant":`Z: {kind}`,"history.back":`Zwrócono`,"history.back.expired":`z czego {credits} już wygasło`,"history.reason":`Powód`,"history.of":`Dotyczy`,"history.prices":`Wycena`,"history.version":`cennik {version}`,"history.line":`Wiersz {n}`,"kind.grant":`Przyznano kredyty`,"kind.expire":`Wygasły`,"kind.void":`Unieważniono`,"kind.roll":`Przeniesiono`,"kind.spend":`Użycie`,"kind.reserve":`Odłożono`,"kind.settle":`Rozliczono użycie`,"kind.release":`Zwolniono`,"kind.reverse":`Zwrócono`,"kind.claw":`Cofnięto`,"kind.reinstate":`Przywrócono`,"kind.order":`Zamówienie`,"kind.account":`Konto`,"kind.notice":`Powiadomienie`,"grants.title":`Kredyty według źródła`,"grants.order":`Kredyty zużywają się od góry do dołu: według priorytetu, potem te, które wygasają pierwsze, bezpłatne przed kupionymi.`,"grants.source":`Źródło`,"grants.left":`Zostało`,"grants.expires":`Wygasa`,"grants.status":`Stan`,"grants.never":`Nigdy`,"grants.none":`Nie ma jeszcze kredytów.`,"grants.rolled":`Przeniesione z poprzedniego okresu`,"grants.only":`Tylko dla: {names}`,"grants.reserved":`{credits} zarezerwowano`,"grants.hidden":`Twoja rola nie pokazuje, skąd pochodzą kredyty.`,"grant.plan":`Plan`,"grant.trial":`Okres próbny`,"grant.legacy":`Dawny plan`,"grant.package":`Kupione`,"grant.promotional":`Prezent`,"grant.adjustment":`Korekta`,"state.scheduled":`Od {date}`,"state.open":`W użyciu`,"state.used":`Zużyte`,"state.expired":`Wygasłe`,"state.voided":`Unieważnione`,"spent.title":`Użycie`,"spent.by.day":`Dzień`,"spent.by.feature":`Funkcja`,"spent.by.member":`Członek`,"spent.by.subaccount":`Subkonto`,"spent.by":`Grupuj według`,"spent.table":`Pokaż jako tabelę`,"spent.chart":`Kredyty zużyte w ciągu ostatnich {days} dni`,"spent.none":`W ciągu ostatnich {days} dni nie zużyto kredytów.`,"spent.total":`Zużyto w {days} dni`,"spent.kinds":`Co zostało, według źródła`,"spent.forecast":`W tempie ostatnich {days} dni ({rate} dziennie) kredyty skończą się około {date}.`,"spent.forecast.renews":`W tempie ostatnich {days} dni ({rate} dziennie) kredytów wystarczy dłużej niż do {date}.`,"spent.forecast.expires":`W tempie ostatnich {days} dni ({rate} dziennie) około {lost} kredytów wygaśnie niewykorzystanych, ostatnie {date}.`,"spent.uses":`Użycia`,"spent.expires":`pierwsze wygasają {date}`,"spent.here":`Konto główne`,"agency.title":`Opcje agencji`,"agency.section":`Udostępnij kredyty`,"agency.switch":`Zezwól subkontom używać Twoich kredytów`,"agency.hint":`Gdy to włączysz, wszystkie subkonta korzystają z kredytów agencji. Same nie mogą ich kupować.`,"agency.saved":`Zapisano`,"agency.limits":`Limity wydatków`,"agency.limits.hint":`Limit obowiązuje subkonto lub członka. Rozpoczęta praca nie zostanie przerwana.`,"agency.limits.none":`Nie ustawiono limitów.`,"agency.subject":`Dla`,"agency.credits":`Kredyty`,"agency.per":`Na`,"agency.per.day":`dzień`,"agency.per.month":`miesiąc`,"agency.per.period":`okres rozliczeniowy`,"agency.add":`Ustaw limit`,"agency.remove":`Usuń limit: {subject}`,"agency.each.member":`Każdy członek`,"agency.each.subaccount":`Każde subkonto`,"agency.account":`Całe konto`,"agency.used":`W {days} dni`,"agency.limit":`Limit`,"agency.limit.none":`brak`,"agency.limit.per":`{credits} na {per}`,"agency.named.subaccount":`Subkonto {name}`,"agency.one.member":`Jeden członek zespołu`,"agency.one.subaccount":`Jedno subkonto`,"state.loading":`Wczytywanie`,"state.away":`Nie można połączyć się z serwerem. Dane mogą być nieaktualne.`,"state.failed":`Nie udało się wczytać: {detail}`,"state.again":`Spróbuj ponownie`,"state.hidden":`Twoja rola nie pokazuje salda.`,"state.ended":`Sesja wygasła. Wczytaj stronę ponownie.`,"state.away.nothing":`Serwer jest teraz nieosiągalny.`,"dialog.close":`Zamknij`,"buy.title":`Więcej kredytów`,"buy.packages":`Pakiety kredytów, płatne raz`,"buy.quantity":`Ile`,"buy.fewer":`O jeden mniej`,"buy.more":`O jeden więcej`,"buy.sum":`razem {credits}`,"buy.pay":`Płatność`,"buy.pay.saved":`{brand}, końcówka {last4}`,"buy.pay.card":`Nowa karta`,"buy.pay.transfer":`Przelew bankowy`,"buy.pay.transfer.days":{one:`Kredyty pojawią się w ciągu {n} dnia roboczego od przelewu.`,other:`Kredyty pojawią się w ciągu {n} dni roboczych od przelewu.`},"buy.net":`Cena`,"buy.tax":`Podatek, {rate} %`,"buy.reverse":`Podatek: odwrotne obciążenie`,"buy.total":`Razem`,"buy.expires":`Kredyty są ważne {span} od zapłaty.`,"buy.terms":`Warunki sprzedaży`,"buy.now":`Kup teraz`,"buy.none":`To konto nie może teraz kupować pakietów.`,"buy.plans":`Albo wybierz wyższy plan`,"buy.plan.credits":`{credits} w każdym okresie`,"buy.upgrade":`Przejdź na {name}`,"buy.processing":`Płatność w toku.`,"buy.waiting":`Dokończ płatność w drugim oknie. To okno przejdzie dalej samo.`,"buy.open":`Otwórz stronę płatności`,"buy.cancel":`Anuluj zamówienie`,"buy.canceled":`Zamówienie anulowano.`,"buy.declined":`Bank odrzucił płatność: {reason}.`,"buy.price_changed":`Cena się zmieniła. Sprawdź ją jeszcze raz przed zakupem.`,"buy.transfer.placed":`Zamówienie złożono. Prosimy o przelew:`,"buy.bank.name":`Odbiorca`,"buy.bank.iban":`IBAN`,"buy.bank.bic":`BIC`,"buy.bank.reference":`Tytuł przelewu`,"buy.bank.by":`Zapłać do`,"buy.done":`Masz już {credits}.`,"buy.invoice":`Faktura przyjdzie e-mailem.`,"buy.continue":`Dalej`,"buy.close":`Gotowe`,"buy.away":`Brak odpowiedzi. Naciśnij ponownie: zamówienie zostanie złożone tylko raz.`,"buy.back":`Wstecz`,"buy.need":`Do tego potrzeba: {credits}; zostało {available}.`,"buy.need.several":`Wystarczy {n} × {name}.`,"buy.none.trial":`W okresie próbnym nie można kupować kredytów. Plan zawiera własne.`,"buy.pay.card.hint":`Na bezpiecznej stronie w nowym oknie; karta zostanie zapisana na przyszłość.`,"buy.declined.next":`Nic nie pobrano. Spróbuj innej karty lub przelewu.`,"buy.confirm":`Bank prosi o potwierdzenie płatności. To okno przejdzie dalej samo.`,"buy.confirm.open":`Potwierdź w banku`,"buy.plans.only":`Plany`,"buy.preview":`Kredyty w planie {name}`,"buy.preview.now":`Teraz`,"buy.preview.after":`Zaraz po`,"buy.preview.all":`Razem`,"buy.preview.host":`Za plan płaci się w rozliczeniach konta. Tutaj nic nie jest pobierane.`,"buy.upgrade.go":`Przejdź do {name}`,"buy.bank.mailed":`Dane przyjdą też e-mailem.`,"buy.declined.plain":`Bank odrzucił płatność.`,"orders.title":`Zamówienia i faktury`,"orders.none":`Nic jeszcze nie kupiono.`,"orders.due":`Termin: {date}`,"orders.refunded":`Zwrócono {credits}`,"orders.pdf":`PDF`,"orders.pdf.of":`PDF faktury zamówienia {id}`,"orders.send":`Wyślij ponownie`,"orders.send.of":`Wyślij ponownie fakturę zamówienia {id}`,"orders.sent":`Faktura jest w drodze.`,"orders.what":`Zamówienie`,"orders.by":`Kredyty do {date}`,"orders.pay":`Zapłać`,"orders.cancel":`Anuluj`,"orders.cancel.of":`Anuluj zamówienie {id}`,"order.pending":`Czeka na płatność`,"order.awaiting_payment":`Czeka na przelew`,"order.paid":`Opłacone`,"order.canceled":`Anulowane`,"order.refunded":`Zwrócone`,"order.disputed":`Sporne`,"card.title":`Karta`,"card.none":`Nie zapisano karty.`,"card.add":`Dodaj kartę`,"card.replace":`Zmień kartę`,"card.remove":`Usuń kartę`,"card.declined":`Ostatnia płatność została odrzucona.`,"card.keep":`Zachowaj`,"card.remove.sure":`Wyłączy to też automatyczne doładowanie, a następny zakup znów zapyta o kartę.`,"topup.title":`Automatyczne doładowanie`,"topup.hint":`Kupuje pakiet zapisaną kartą, gdy zostaje mało kredytów.`,"topup.on":`Poniżej {threshold} kredytów: {name}, najwyżej {max} miesięcznie.`,"topup.off":`Wyłącz`,"topup.threshold":`Gdy kredytów mniej niż`,"topup.package":`Kup`,"topup.max":`Najwyżej miesięcznie`,"topup.set":`Włącz`,"topup.card":`Najpierw dodaj kartę.`}};Object.keys(G);var tt=class{locale;#e;#t;#n;constructor(e){this.locale=nt(e),this.#e=G[this.locale.slice(0,2)]??W}say(e,t={}){let n=this.#e[e];return(typeof n==`string`?n:n[(this.#t??=new Intl.PluralRules(this.locale)).select(Number(t.n??0))]??n.other).replace(/\{(\w+)\}/g,(e,n)=>{let r=t[n];return r===void 0?e:typeof r==`number`?this.number(r):r})}has(e){return e in W}number(e){return(this.#n??=new Intl.NumberFormat(this.locale,{maximumFractionDigits:3})).format(e)}credits(e){return this.say(`credits`,{n:e})}date(e){return new Intl.DateTimeFormat(this.locale,{dateStyle:`medium`}).format(new Date(e))}time(e){return new Intl.DateTimeFormat(this.locale,{dateStyle:`medium`,timeStyle:`short`}).format(new Date(e))}day(e){return new Intl.DateTimeFormat(this.locale,{day:`numeric`,month:`short`}).format(e)}money(e){let t=new Intl.NumberFormat(this.locale,{style:`currency`,currency:e.currency}),n=t.resolvedOptions().maximumFractionDigits??2;return t.format(e.amount/10**n)}span(e){let t={Y:`year`,M:`month`,W:`week`,D:`day`,H:`hour`},n=[...e.matchAll(/(\d+)([YMWDH])/g)].map(([,e,n])=>new Intl.NumberFormat(this.locale,{style:`unit`,unitDisplay:`long`,unit:t[n]}).format(Number(e)));return n.length===0?e:new Intl.ListFormat(this.locale,{type:`unit`}).format(n)}list(e){return new Intl.ListFormat(this.locale,{type:`disjunction`}).format(e)}};function K(e){let t=e.replace(/[-_.]+/g,` `).trim();return t.charAt(0).toUpperCase()+t.slice(1)}function nt(e){try{let t=new Intl.Locale(e);return t.language in G?t.toString():`en`}catch{return`en`}}var rt=[`server`,`token`,`getToken`],it=5,q=class extends R{static styles=[Ae,je];static properties={server:{type:String},token:{type:String},getToken:{attribute:!1}};#e;#t;#n;get store(){return this.#t}get known(){return this.#t?.known??{isAway:!1}}get text(){let e=this.lang||at(this)||navigator.language;return(this.#n===void 0||this.#r!==e)&&(this.#n=new tt(e)),this.#r=e,this.#n}#r=``;connectedCallback(){super.connectedCallback(),this.#o()}disconnectedCallback(){super.disconnectedCallback(),this.#s()}scheduleUpdate(){return this.hasUpdated?super.scheduleUpdate():new Promise(e=>setTimeout(e)).then(()=>super.scheduleUpdate())}update(e){let t=this.shadowRoot?.activeElement;super.update(e),t?.isConnected===!1&&this.#i()}#i(){let e=this.renderRoot.querySelector(`[part="confirm"] button`)??this.renderRoot.querySelector(`h2, button`);e?.localName===`h2`&&(e.tabIndex=-1),e?.focus()}requestUpdate(e,t,n,r,i){super.requestUpdate(e,t,n,r,i),e!==void 0&&rt.includes(e)&&this.isConnected&&queueMicrotask(()=>this.#o())}get isOver(){return this.known.session===void 0&&this.known.problem?.status===401}say(e,t={}){return this.text.say(e,t)}tell(e,t,n=!1){return this.dispatchEvent(new CustomEvent(e,{detail:t,bubbles:!0,composed:!0,cancelable:n}))}status(){let{isAway:e,problem:t,balance:n,features:r}=this.known,i=n===void 0&&r===void 0?`state.away.nothing`:`state.away`;return e?O`<p class="away" role="status" part="away">${this.say(i)}</p>`:t===void 0?j:t.status===401?O`<p class="away" role="alert" part="problem">${this.say(`state.ended`)}</p>`:O`<p class="failed" role="alert" part="problem">
      ${this.say(`state.failed`,{detail:t.message})}
      <button class="quiet" @click=${()=>this.store?.refresh()}>${this.say(`state.again`)}</button>
    </p>`}waiting(e){return this.isOver?j:O`<div aria-busy="true" class="lines">
      ${Array.from({length:e},()=>O`<span class="skeleton line"></span>`)}<span class="sr">${this.say(`state.loading`)}</span>
    </div>`}why(e,t){let n=e.reason??`other`,r=`reason.${n}.${(`level`in e?e.level:void 0)??``}`,i=this.text.has(r)?r:this.text.has(`reason.${n}`)?`reason.${n}`:`reason.other`,a=`available`in e?e.available:this.known.balance?.available??0,o=[this.say(i,{credits:this.text.number(a)})],s=`feature`in e?e:this.known.features?.find(e=>e.feature===t);return n===`plan_lacks_feature`&&s?.plans?o.push(this.say(`plans.have`,{n:s.plans.length,names:this.text.list(s.plans.map(K))})):n===`role_not_allowed`&&e.who_can?o.push(this.whoCan(e.who_can)):n===`insufficient_credits`&&this.store?.may(`buy`)===!1?o.push(this.whoCan(this.known.session?.who_can.buy??[],`who.buy`)):n===`spend_limit_reached`&&`level`in e&&o.push(this.say(`reason.limit.again`)),o.join(` `)}whoCan(e,t=`who.can`){let n=[...new Set(e.flatMap(({members:e})=>e.map(({id:e,name:t})=>t??e)))],r=n.length>0?n:e.map(({role:e})=>K(e));return r.length===0?this.say(`who.nobody`):this.say(t,{names:this.text.list(r.slice(0,it))})}#a=()=>this.requestUpdate();#o(){let e=this.getToken??this.token,t=this.server??new URL(import.meta.url).origin,n=e===void 0||e===``||!this.isConnected?void 0:Xe(t,e);(n!==this.#t||n===void 0)&&(this.#s(),this.#t=n,n!==void 0&&(n.addEventListener(`change`,this.#a),this.#e=n.hold(),this.requestUpdate()))}#s(){this.#t?.removeEventListener(`change`,this.#a),this.#e?.(),this.#e=void 0,this.#t=void 0}};function at(e){let t=e.closest(`[lang]`);if(t!==null)return t.getAttribute(`lang`)??``;let n=e.getRootNode();return n instanceof ShadowRoot?at(n.host):``}var ot=1e3,st=3e4,ct=class{#e;#t=ot;#n;constructor(e){this.#e=e}after(e){(e.isAway||e.status===429)&&(clearTimeout(this.#n),this.#n=setTimeout(this.#e,this.#t),this.#t=Math.min(this.#t*2,st))}end(){clearTimeout(this.#n),this.#t=ot}},lt=400,ut=5,J=class{rows;problem;hasMore=!1;#e;#t;#n=``;#r=``;#i=0;#a;#o=0;#s=new ct(()=>this.again());constructor(e,t){this.#e=e,this.#t=t,e.addController(this)}hostUpdate(){let{store:e,known:t}=this.#e;if(e===void 0||t.session===void 0)return;let n=this.#t();if(n===void 0)return;let r=`${t.balance?.as_of??``} ${n}`;if(r===this.#n)return;let i=this.#i+lt-performance.now();n===this.#r&&i>0?this.#a??=setTimeout(()=>(this.#a=void 0,this.#e.requestUpdate()),i):(n!==this.#r&&(this.rows=void 0),this.#n=r,this.#r=n,this.#i=performance.now(),this.#c(n))}hostDisconnected(){this.#s.end(),this.#n=``,this.#r=``,this.#o+=1}again(){this.#n=``,this.#r=``,this.#e.requestUpdate()}waiting(){return this.#e.isOver?j:this.problem===void 0?O`<div aria-busy="true" class="lines">
        ${[1,2,3].map(()=>O`<span class="skeleton line"></span>`)}<span class="sr">${this.#e.say(`state.loading`)}</span>
      </div>`:O`<p class="failed" role="alert">
      ${this.#e.say(`state.failed`,{detail:this.problem.message})}
      <button class="quiet" @click=${()=>this.again()}>${this.#e.say(`state.again`)}</button>
    </p>`}async#c(e){let{store:t}=this.#e;if(t===void 0)return;let n=++this.#o,r=[],i;try{for(let n=0;n<ut;n+=1){let n=i?`${e.includes(`?`)?`&`:`?`}after=${encodeURIComponent(i)}`:``,a=await t.api.call(t.path(e+n));if(r.push(...a.data),i=a.next_cursor,!i)break}if(n!==this.#o)return;this.rows=r,this.hasMore=!!i,this.problem=void 0,this.#s.end()}catch(e){if(n!==this.#o)return;this.problem=U(e),this.#s.after(this.problem)}this.#e.requestUpdate()}},dt=30,ft=864e5,pt=[`each.member`,`each.subaccount`,`account`,`one.member`,`one.subaccount`],mt=class extends q{static properties={isSharing:{state:!0},problem:{state:!0},saved:{state:!0},whom:{state:!0}};static styles=[...q.styles,z,o`
      .switch {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        color: var(--_text);
        font-size: 0.875rem;
        cursor: pointer;
      }
      .switch input {
        margin: 0;
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
      td .quiet {
        min-height: 1.75rem;
        padding: 0 0.5rem;
      }
      .good {
        color: var(--_good);
      }
      tbody th {
        font-weight: 450;
        font-size: inherit;
        white-space: normal;
        overflow-wrap: anywhere;
        color: var(--_text);
      }
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: 0.5rem;
        align-items: end;
        margin-block-start: 0.75rem;
      }
    `];#e=new J(this,()=>this.store?.may(`manage_members`)?`/limits?limit=200`:void 0);#t=new J(this,()=>this.store?.may(`manage_members`)?`/members?limit=200`:void 0);#n=new J(this,()=>this.#f(`subaccount`));#r=new J(this,()=>this.#f(`member`));#i=encodeURIComponent(new Date(Date.now()-dt*ft).toISOString());#a;constructor(){super(),this.saved=!1,this.whom=`each.member`}willUpdate(e){super.willUpdate(e);let{session:t}=this.known;t!==void 0&&t!==this.#a&&(this.#a=t,this.#p())}render(){let e=this.store?.may(`share`)===!0;return O`<section class="card" part="card">
      <h2>${this.say(`agency.title`)}</h2>
      <h3>${this.say(`agency.section`)}</h3>
      ${this.isSharing===void 0?O`<span class="skeleton"></span>`:O`<label class="switch"
            ><input
              type="checkbox"
              role="switch"
              .checked=${this.isSharing}
              ?disabled=${!e}
              aria-describedby="hint"
              @change=${this.#m}
            />${this.say(`agency.switch`)}</label
          >`}
      <p id="hint" class="muted small">${this.say(`agency.hint`)}</p>
      ${!e&&this.known.session?O`<p class="muted small">${this.whoCan(this.known.session.who_can.share,`who.share`)}</p>`:j}
      <p role="status" class="small good">${this.saved?this.say(`agency.saved`):j}</p>
      ${this.problem===void 0?j:O`<p role="alert" class="note failed">${this.problem.message}</p>`}
      ${this.store?.may(`manage_members`)===!0?this.#o():j} ${this.status()}
    </section>`}#o(){let e=this.#e.rows;return O`<h3>${this.say(`agency.limits`)}</h3>
      <p class="muted small">${this.say(`agency.limits.hint`)}</p>
      ${e===void 0?this.#e.waiting():this.#s(e)}
      <form @submit=${this.#h} aria-label=${this.say(`agency.add`)}>
        <label
          >${this.say(`agency.subject`)}<select name="whom" @change=${this.#d}>
            ${pt.map(e=>O`<option value=${e} ?selected=${e===this.whom}>${this.say(`agency.${e}`)}</option>`)}
          </select></label
        >
        ${this.whom===`one.member`||this.whom===`one.subaccount`?O`<label
                >${this.say(this.whom===`one.member`?`history.member`:`history.subaccount`)}<input name="id" required list="known" autocomplete="off"
              /></label>
              <datalist id="known">${this.#u(this.whom).map(([e,t])=>O`<option value=${e}>${t}</option>`)}</datalist>`:j}
        <label>${this.say(`agency.credits`)}<input name="credits" type="number" min="0" step="0.001" required /></label>
        <label
          >${this.say(`agency.per`)}<select name="per">
            <option value="period">${this.say(`agency.per.period`)}</option>
            <option value="day">${this.say(`agency.per.day`)}</option>
            <option value="month">${this.say(`agency.per.month`)}</option>
          </select></label
        >
        <button part="set-limit">${this.say(`agency.add`)}</button>
      </form>`}#s(e){let t=new Map;for(let e of this.#n.rows??[])e.subaccount&&e.subaccount!==this.known.session?.account&&t.set(`subaccount:${e.subaccount}`,e.credits);for(let e of this.#r.rows??[])e.member&&t.set(`member:${e.member}`,e.credits);let n=[...new Set([...e.map(({subject:e})=>e),...t.keys()])].sort(ht);return n.length===0?O`<p class="muted">${this.say(`agency.limits.none`)}</p>`:O`<div class="scroll" tabindex="0" role="region" aria-label=${this.say(`agency.limits`)}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.say(`agency.subject`)}</th>
            <th scope="col" class="number">${this.say(`agency.used`,{days:dt})}</th>
            <th scope="col" class="number wide">${this.say(`agency.limit`)}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${n.map(n=>this.#c(n,t.get(n),e.find(e=>e.subject===n)))}
        </tbody>
      </table>
    </div>`}#c(e,t,n){let r=this.#l(e),i=n===void 0?void 0:this.say(`agency.limit.per`,{credits:this.text.number(n.credits),per:this.say(`agency.per.${n.per}`)});return O`<tr part="subject">
      <th scope="row">${r}${i===void 0?j:O`<div class="narrow small muted">${this.say(`agency.limit`)}: ${i}</div>`}</th>
      <td class="number">${t===void 0?j:this.text.number(t)}</td>
      <td class="number wide">${i??O`<span class="muted">${this.say(`agency.limit.none`)}</span>`}</td>
      <td class="number">
        ${n===void 0?j:O`<button class="quiet" aria-label=${this.say(`agency.remove`,{subject:r})} @click=${()=>this.#g(n)}>×</button>`}
      </td>
    </tr>`}#l(e){let[t=``,n=``]=e.split(/:(.*)/);return t===`account`?this.say(`agency.account`):n===`*`?this.say(t===`member`?`agency.each.member`:`agency.each.subaccount`):t===`subaccount`?this.say(`agency.named.subaccount`,{name:n}):this.#t.rows?.find(e=>e.id===n)?.name??this.store?.memberName(n)??n}#u(e){let t=this.#t.rows??[];if(e===`one.member`)return t.map(({id:e,name:t})=>[e,t??e]);let n=(this.#n.rows??[]).map(({subaccount:e})=>e??``),r=t.flatMap(({subaccounts:e})=>e);return[...new Set([...n,...r].filter(e=>e!==``&&e!==this.known.session?.account))].map(e=>[e,e])}#d=e=>{this.whom=e.target.value};#f(e){return this.store?.may(`see_usage`)&&this.store.may(`manage_members`)?`/usage?group_by=${e}&from=${this.#i}`:void 0}async#p(){let{store:e}=this;if(e!==void 0)try{this.isSharing=(await e.api.call(e.path(`/sharing`))).enabled}catch(e){U(e).isAway||(this.problem=U(e))}}#m=async e=>{let t=e.target,n=t.checked;await this.#_(async e=>{await this.store?.api.call(e(`/sharing`),{method:`PUT`,body:{enabled:n}}),this.isSharing=n,this.saved=!0,this.store?.changed()}),t.checked=this.isSharing??!1};#h=async e=>{e.preventDefault();let t=e.target,n=new FormData(t),r=String(n.get(`id`)??``).trim(),i={"each.member":`member:*`,"each.subaccount":`subaccount:*`,account:`account`,"one.member":`member:${r}`,"one.subaccount":`subaccount:${r}`}[this.whom],a={credits:Number(n.get(`credits`)),per:String(n.get(`per`))};await this.#_(async e=>{await this.store?.api.call(e(`/limits/${encodeURIComponent(i)}`),{method:`PUT`,body:a}),t.reset(),this.whom=`each.member`,this.saved=!0,this.#e.again()})};async#g({subject:e}){await this.#_(async t=>{await this.store?.api.fetch(t(`/limits/${encodeURIComponent(e)}`),{method:`DELETE`}),this.saved=!0,this.#e.again()})}async#_(e){let{store:t}=this;if(t!==void 0){this.saved=!1,this.problem=void 0;try{await e(e=>t.path(e))}catch(e){this.problem=U(e)}}}};function ht(e,t){let n=e=>[`account`,`subaccount`,`member`].indexOf(e.split(`:`)[0]??``);return n(e)-n(t)||Number(t.endsWith(`:*`))-Number(e.endsWith(`:*`))||e.localeCompare(t)}var Y=1e3;function gt(e,t){let[n]=e.map(({id:e,credits:n,total:r})=>{let i=Math.max(1,Math.ceil(_t(t)/_t(n)));return{id:e,quantity:i,cost:i*r.amount}}).filter(({quantity:e})=>e<=Y).sort((e,t)=>e.cost-t.cost||e.quantity-t.quantity);return n===void 0?void 0:{id:n.id,quantity:n.quantity}}function _t(e){return Math.round(e*1e3)}var vt=o`
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
  .choices {
    display: grid;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 0.65rem;
    border: 1px solid light-dark(#8a90a0, #71788a);
    border-radius: var(--_radius);
    padding: 0.5rem 0.75rem;
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
  .many {
    align-items: center;
    justify-content: flex-start;
    font-size: 0.875rem;
  }
  .many label {
    color: var(--_text);
    font-weight: 600;
  }
  .many .sum {
    flex: 1;
    text-align: end;
  }
  .stepper {
    display: inline-flex;
    gap: 0.25rem;
  }
  .stepper button {
    inline-size: 2.25rem;
    padding-inline: 0;
  }
  .stepper input {
    inline-size: 3.75rem;
    text-align: center;
    appearance: textfield;
  }
  .stepper input::-webkit-inner-spin-button {
    display: none;
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
  .note.good {
    background: color-mix(in srgb, var(--_good) 8%, var(--_surface));
  }
  .plan {
    align-items: center;
    flex-wrap: nowrap;
    padding-block: 0.4rem;
  }
  .plan + .plan {
    border-block-start: 1px solid var(--_line);
  }
  .plans {
    border-block-start: 1px solid var(--_line);
    padding-block-start: 0.75rem;
  }
  .plans h3 {
    margin-block-start: 0;
  }
  .total .small {
    line-height: 1.6;
  }
  .pay {
    align-items: center;
    margin-block-start: 0.5rem;
  }
  .steps {
    padding-inline-start: 1.25rem;
    margin: 0;
  }
  .busy {
    inline-size: 1rem;
    block-size: 1rem;
    border: 2px solid var(--_line);
    border-block-start-color: var(--_accent);
    border-radius: 50%;
    flex: none;
  }
  .said {
    display: flex;
    align-items: center;
    gap: 0.6rem;
  }
  .said:not(:has(*)) {
    position: absolute;
  }
  section .inside {
    padding: 0;
  }
  tbody th {
    font-size: inherit;
    font-weight: 450;
  }
  .said p {
    margin: 0;
  }
  @media (prefers-reduced-motion: no-preference) {
    .busy {
      animation: turn 0.9s linear infinite;
    }
    @keyframes turn {
      to {
        transform: rotate(1turn);
      }
    }
  }
  .good {
    color: var(--_good);
    font-weight: 600;
  }
`,X={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},yt=e=>(...t)=>({_$litDirective$:e,values:t}),bt=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:xt}=Ee,St=e=>e.strings===void 0,Ct={},wt=(e,t=Ct)=>e._$AH=t,Tt=yt(class extends bt{constructor(e){if(super(e),e.type!==X.PROPERTY&&e.type!==X.ATTRIBUTE&&e.type!==X.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!St(e))throw Error("`live` bindings can only contain a single expression")}render(e){return e}update(e,[t]){if(t===A||t===j)return t;let n=e.element,r=e.name;if(e.type===X.PROPERTY){if(t===n[r])return A}else if(e.type===X.BOOLEAN_ATTRIBUTE){if(!!t===n.hasAttribute(r))return A}else if(e.type===X.ATTRIBUTE&&n.getAttribute(r)===t+``)return A;return wt(e),t}});function Et(e,t,n,r){return O`<fieldset>
    <legend>${e.say(`buy.packages`)}</legend>
    ${t.packages.map(t=>O`<label class="choice" part="package"
        ><input type="radio" name="package" value=${t.id} .checked=${t.id===n} @change=${()=>r(t.id)} />
        <span class="grow">${t.name}</span><strong>${e.money(t.total)}</strong></label
      >`)}
  </fieldset>`}function Dt(e,t,n,r){let i=({target:e})=>r(Ot(e.value)),a=e=>()=>r(Math.min(Math.max((Number.isNaN(t)?1-e:t)+e,1),Y)),o=(t,n,r,i)=>O`<button type="button" aria-label=${e.say(r)} aria-disabled=${String(i)} @click=${a(t)}>${n}</button>`;return O`<div class="row many" part="quantity">
    <label for="quantity">${e.say(`buy.quantity`)}</label>
    <span class="stepper">
      ${o(-1,`−`,`buy.fewer`,t<=1)}<input
        id="quantity"
        type="number"
        inputmode="numeric"
        required
        min="1"
        max=${Y}
        step="1"
        .value=${Tt(Number.isNaN(t)?``:String(t))}
        @input=${i}
      />${o(1,`+`,`buy.more`,t>=Y)}
    </span>
    <span class="sum muted small" role="status">${n!==void 0&&t>1?e.say(`buy.sum`,{credits:e.credits(n.credits)}):j}</span>
  </div>`}function Ot(e){let t=Number(e);return Number.isInteger(t)&&t>=1&&t<=1e3?t:NaN}function kt(e,t,n,r,i){let a=t=>t===`saved`&&n!==void 0?e.say(`buy.pay.saved`,{brand:It(n),last4:n.last4}):e.say(`buy.pay.${t}`),o=n=>n===`transfer`?e.say(`buy.pay.transfer.days`,{n:t.transfer_details?.business_days??2}):n===`card`?e.say(`buy.pay.card.hint`):void 0;return O`<fieldset>
    <legend>${e.say(`buy.pay`)}</legend>
    ${t.pay_with.map(e=>O`<label class="choice" part="way"
        ><input type="radio" name="pay" value=${e} .checked=${e===r} @change=${()=>i(e)} />
        <span class="grow">${a(e)}${o(e)?O`<br /><span class="muted small">${o(e)}</span>`:j}</span></label
      >`)}
  </fieldset>`}function At(e,t,n){let r=t.reverse_charge?e.say(`buy.reverse`):e.say(`buy.tax`,{rate:e.number(t.tax_rate)});return O`<div class="total">
    <div class="row small"><span class="muted">${n>1?`${e.number(n)} \u00d7 ${t.name}`:e.say(`buy.net`)}</span><span>${e.money(t.price)}</span></div>
    <div class="row small"><span class="muted">${r}</span><span>${e.money(t.tax)}</span></div>
    <div class="row"><span>${e.say(`buy.total`)}</span><strong part="total">${e.money(t.total)}</strong></div>
    ${t.expires_in?O`<p class="muted small">${e.say(`buy.expires`,{span:e.span(t.expires_in)})}</p>`:j}
  </div>`}function jt(e){let t=e?.check;return t?.reason===`insufficient_credits`?{check:t,takes:t.cost??t.estimate??0}:void 0}function Mt(e,t,n,r){let i=jt(t);if(i===void 0||i.takes===0)return j;let a=n.packages.find(({id:e})=>e===r?.id)?.name;return O`<p class="note" part="need">
    ${e.say(`buy.need`,{credits:e.credits(i.takes),available:e.number(i.check.available)})}
    ${r===void 0||a===void 0?j:e.say(`buy.need.several`,{n:r.quantity,name:a})}
  </p>`}function Nt(e,t,n){return t.plans.length===0?j:O`<section class="plans" part="plans">
    <h3>${e.say(t.packages.length===0?`buy.plans.only`:`buy.plans`)}</h3>
    ${t.plans.map(t=>O`<div class="row plan">
        <span
          ><strong>${t.name}</strong><br /><span class="muted small"
            >${e.say(`buy.plan.credits`,{credits:e.credits(t.allowance)})}${t.price?O` · ${e.money(t.price)}`:j}</span
          ></span
        >
        <button @click=${()=>n(t)}>${e.say(`buy.upgrade`,{name:t.name})}</button>
      </div>`)}
  </section>`}function Pt(e,t,n){let r=(r,i)=>O`<tr>
    <th scope="row">${e.say(r)}</th>
    <td class="number">${n===void 0?``:e.number(i(n))}</td>
    <td class="number"><strong>${e.number(i(t.balance_after))}</strong></td>
  </tr>`;return O`<table part="preview">
    <caption>
      ${e.say(`buy.preview`,{name:t.name})}
    </caption>
    <thead>
      <tr>
        <td></td>
        <th scope="col" class="number">${e.say(`buy.preview.now`)}</th>
        <th scope="col" class="number">${e.say(`buy.preview.after`)}</th>
      </tr>
    </thead>
    <tbody>
      ${r(`usage.monthly`,e=>e.monthly.available)} ${r(`usage.extra`,e=>e.extra.available)}
      ${r(`buy.preview.all`,e=>e.available)}
    </tbody>
  </table>`}function Ft(e,t,n){let r=t.transfer,i=(t,n)=>n?O`<dt>${e.say(t)}</dt><dd>${n}</dd>`:j;return O`<dl part="transfer">
      ${i(`buy.total`,e.money(t.total))} ${i(`buy.bank.name`,r?.bank?.name)} ${i(`buy.bank.iban`,r?.bank?.iban)}
      ${i(`buy.bank.bic`,r?.bank?.bic)} ${i(`buy.bank.reference`,r?.reference??t.id)} ${i(`buy.bank.by`,e.date(t.pay_by))}
    </dl>
    <p class="muted small">${e.say(`buy.pay.transfer.days`,{n})} ${e.say(`buy.bank.mailed`)}</p>`}function It(e){return e.brand.charAt(0).toUpperCase()+e.brand.slice(1)}function Lt(e,t){let n=`declined.${t}`;return e.has(n)?e.say(`buy.declined`,{reason:e.say(n)}):e.say(`buy.declined.plain`)}var Rt=1500,zt=150,Bt=class extends q{static properties={inline:{type:Boolean,reflect:!0},step:{state:!0},chosen:{state:!0},quantity:{state:!0},payWith:{state:!0},plan:{state:!0},order:{state:!0},problem:{state:!0}};static styles=[...q.styles,vt];#e;#t;#n;#r;#i;#a=H();#o;#s=null;#c;#l;constructor(){super(),this.inline=!1,this.step=`closed`,this.quantity=1}updated(){this.inline&&this.step===`closed`&&this.known.session!==void 0&&this.show()}connectedCallback(){super.connectedCallback(),document.addEventListener(`scrip-buy`,this.#y)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener(`scrip-buy`,this.#y),clearTimeout(this.#c),clearTimeout(this.#l)}async show(e){this.#r=e;let t=this.renderRoot.querySelector(`dialog`);t!==null&&!t.open&&(this.#o=Vt(document.activeElement)),this.step=`loading`,this.problem=void 0,this.order=void 0,this.plan=void 0,this.quantity=1,this.#a=H(),await this.updateComplete,t?.open===!1&&t.showModal(),await this.#v(()=>this.#b()),await this.updateComplete,this.#M(`input:checked, .plans button`)}close(){this.inline&&this.#N(),this.renderRoot.querySelector(`dialog`)?.close()}render(){return this.inline?O`<section class="card" part="dialog" aria-labelledby="title">${this.step===`closed`?j:this.#u()}</section>`:O`<dialog part="dialog" aria-labelledby="title" @close=${this.#N}>${this.step===`closed`?j:this.#u()}</dialog>`}#u(){return O`<div class="inside">
      <header>
        <h2 id="title" tabindex="-1" ?autofocus=${!this.inline}>${this.say(`buy.title`)}</h2>
        ${this.inline?j:O`<button class="quiet" aria-label=${this.say(`dialog.close`)} @click=${()=>this.close()}>✕</button>`}
      </header>
      <div role="status" aria-live="polite" class="said">${this.#d()}</div>
      ${this.#f()}
    </div>`}#d(){let e=O`<span class="busy" aria-hidden="true"></span>`;switch(this.step){case`loading`:return O`${e}<p class="muted">${this.say(`state.loading`)}</p>`;case`buying`:return O`${e}<p class="muted">${this.say(`buy.processing`)}</p>`;case`waiting`:return O`${e}<p>${this.say(this.order?.url?this.order.pay_with===`saved`?`buy.confirm`:`buy.waiting`:`buy.processing`)}</p>`;case`transfer`:return O`<p>${this.say(`buy.transfer.placed`)}</p>`;case`done`:return O`<p class="good">${this.say(`buy.done`,{credits:this.text.credits(this.order?.credits??0)})}</p>`;default:return j}}#f(){switch(this.step){case`choosing`:case`buying`:return this.#p();case`plan`:return this.#m();case`waiting`:return this.#h();case`transfer`:return O`${this.order===void 0?j:Ft(this.text,this.order,this.#e?.transfer_details?.business_days??2)}
          <div class="actions"><button class="primary" @click=${()=>this.close()}>${this.say(`buy.close`)}</button></div>`;case`done`:return O`<p class="muted">${this.say(`buy.invoice`)}</p>
          <div class="actions"><button class="primary" @click=${()=>this.close()}>${this.say(`buy.continue`)}</button></div>`;case`failed`:return O`<p role="alert" class="note failed">${this.problem?.isAway?this.say(`state.away.nothing`):this.problem?.message}</p>
          <div class="actions"><button @click=${()=>this.show(this.#r)}>${this.say(`state.again`)}</button></div>`;default:return j}}#p(){let{text:e}=this,t=this.#e;if(t===void 0)return O`${j}`;let n=this.#S,r=this.known.session?.state===`trial`?`buy.none.trial`:`buy.none`;return O`
      ${Mt(e,this.#r,t,this.#i)}
      ${this.problem===void 0?j:O`<p role="alert" class="note failed" part="problem">${this.#g(this.problem)}</p>`}
      ${t.packages.length===0?O`<p class="note">${this.say(r)}</p>`:O`<form @submit=${this.#E} class="parts">
            ${Et(e,t,this.chosen,e=>this.#x(e))}
            ${Dt(e,this.quantity,n,e=>this.#C(e))}
            ${kt(e,t,this.#n,this.payWith,e=>(this.payWith=e,this.#a=H()))}
            ${n===void 0?Number.isNaN(this.quantity)?j:O`<div class="total" aria-busy="true"><span class="skeleton"></span></div>`:At(e,n,this.quantity)}
            <div class="row pay">
              <span class="small"
                >${t.terms_url?O`<a href=${t.terms_url} target="_blank" rel="noreferrer">${this.say(`buy.terms`)}</a>`:j}</span
              >
              <button class="primary" part="buy" aria-disabled=${String(this.step===`buying`||n===void 0)}>${this.say(`buy.now`)}</button>
            </div>
          </form>`}
      ${Nt(e,t,this.#A)}
    `}#m(){let{plan:e}=this;return e===void 0?j:O`${Pt(this.text,e,this.known.balance)}
      <p class="muted small">${this.say(`buy.preview.host`)}</p>
      <div class="actions">
        <button @click=${()=>this.step=`choosing`}>${this.say(`buy.back`)}</button>
        <button class="primary" part="upgrade" @click=${()=>this.#j(e.id)}>${this.say(`buy.upgrade.go`,{name:e.name})}</button>
      </div>`}#h(){let{order:e}=this;return O`${e?.reason?O`<p role="alert" class="note failed" part="problem">${this.#_(e.reason)}</p>`:j}
      <div class="actions">
        <button @click=${this.#k}>${this.say(`buy.cancel`)}</button>
        ${e?.url?O`<a class="button" href=${e.url} target="_blank" rel="opener">${this.say(e.pay_with===`saved`?`buy.confirm.open`:`buy.open`)}</a>`:j}
      </div>`}#g(e){if(e.code===`payment_declined`){let t=e.body.reason;return`${this.#_(typeof t==`string`?t:``)} ${this.say(`buy.declined.next`)}`}return e.code===`price_changed`?this.say(`buy.price_changed`):e.isAway?this.say(`buy.away`):e.message}#_(e){return Lt(this.text,e)}async#v(e){let{store:t}=this;if(t!==void 0)try{this.#e=await t.api.call(t.path(`/offers`)),this.#t=void 0,e?.(),this.quantity!==1&&await this.#w(this.quantity);let n=this.#e.pay_with.includes(`saved`);this.#n=n?await t.api.call(t.path(`/payment-method`)):void 0,this.#e.packages.some(({id:e})=>e===this.chosen)||(this.chosen=this.#e.packages[0]?.id),this.payWith!==void 0&&this.#e.pay_with.includes(this.payWith)||(this.payWith=this.#e.pay_with[0]),this.step=`choosing`}catch(e){this.problem=U(e),this.step=`failed`}}#y=e=>{e.defaultPrevented||this.store===void 0||(e.preventDefault(),this.show(e.detail))};#b(){this.#i=void 0;let e=this.#e?.packages??[],t=jt(this.#r);if(t===void 0)return;let n=t.check.ways.find(({kind:t,id:n})=>t===`package`&&e.some(e=>e.id===n));if(n!==void 0){this.chosen=n.id;return}let r=t.takes===0?void 0:gt(e,t.takes-t.check.available);r!==void 0&&([this.chosen,this.quantity]=[r.id,r.quantity],r.quantity>1&&(this.#i=r))}#x(e){this.chosen=e,this.#a=H()}get#S(){return(this.quantity===1?this.#e?.packages:this.quantity===this.#t?.quantity?this.#t.packages:void 0)?.find(({id:e})=>e===this.chosen)}#C(e){this.quantity=e,this.#a=H(),clearTimeout(this.#l),!Number.isNaN(e)&&e!==1&&(this.#l=setTimeout(()=>void this.#w(e).catch(this.#T),zt))}async#w(e){let{store:t}=this;if(t===void 0||Number.isNaN(e))return;let{packages:n}=await t.api.call(t.path(`/offers?quantity=${e}`));e===this.quantity&&(this.#t={quantity:e,packages:n},this.requestUpdate())}#T=e=>void(this.problem=U(e));#E=async e=>{e.preventDefault();let{store:t}=this,n=this.#S;if(t===void 0||n===void 0||this.step===`buying`)return;this.step=`buying`,this.problem=void 0,this.#s=this.payWith===`card`?window.open(`about:blank`,`_blank`):null;let r={package:n.id,quantity:this.quantity,total:n.total,pay_with:this.payWith,member:t.known.session?.member};try{let e=await t.api.call(t.path(`/orders`),{method:`POST`,body:r,key:this.#a});e.url&&this.#s!==null&&(this.#s.location.href=e.url),this.#D(e)}catch(e){this.#s?.close();let t=U(e);t.isAway||(this.#a=H()),t.code===`price_changed`||t.code===`payment_declined`?await this.#v():this.step=`choosing`,this.problem=t}};#D(e){if(this.order=e,clearTimeout(this.#c),e.status===`paid`){this.#s?.close(),this.step=`done`,this.store?.changed(),this.tell(`scrip-bought`,{order:e,asked:this.#r}),this.updateComplete.then(()=>this.#M(`.actions button`));return}if(e.status===`canceled`){this.step=`choosing`,this.#a=H(),this.problem=new V(409,`canceled`,this.say(`buy.canceled`));return}let t=e.status===`awaiting_payment`?`transfer`:`waiting`;this.step!==t&&this.updateComplete.then(()=>this.#M(`.actions > :last-child`)),this.step=t,this.#c=setTimeout(()=>void this.#O(e.id),Rt)}async#O(e){let{store:t}=this;if(t!==void 0&&this.step!==`closed`)try{this.#D(await t.api.call(`/v1/orders/${e}`))}catch{this.#c=setTimeout(()=>void this.#O(e),Rt*2)}}#k=async()=>{let{store:e,order:t}=this;if(e!==void 0&&t!==void 0){clearTimeout(this.#c);try{this.#D(await e.api.call(`/v1/orders/${t.id}/cancel`,{method:`POST`,body:{},key:H()})),this.#s?.close()}catch{this.#O(t.id)}}};#A=e=>{this.plan=e,this.step=`plan`,this.updateComplete.then(()=>this.#M(`.actions .primary`))};#j(e){this.close(),this.tell(`scrip-upgrade`,{plan:e,asked:this.#r})}#M(e){if(this.inline&&document.activeElement!==this)return;let t=this.shadowRoot?.activeElement;(t==null||t.matches(`h2, dialog`)||!t.isConnected)&&this.renderRoot.querySelector(e)?.focus()}#N=()=>{clearTimeout(this.#c),this.step=`closed`,this.#o?.focus()}};function Vt(e){let t=e;for(;t?.shadowRoot?.activeElement;)t=t.shadowRoot.activeElement;return t instanceof HTMLElement?t:void 0}var Ht=120,Ut=class{check;problem;#e;#t=``;#n;#r;#i=0;#a=new ct(()=>{this.#t=``,this.#e.requestUpdate()});constructor(e){this.#e=e,e.addController(this)}hostDisconnected(){clearTimeout(this.#r),this.#a.end(),this.#t=``}ask(e,t){let{store:n,known:r}=this.#e;if(n===void 0||r.session===void 0||!e||r.balance===void 0&&n.may(`see_balance`))return;let i=JSON.stringify([e,t]),a=r.balance??r.features;if(i===this.#t&&a===this.#n)return;let o=this.check===void 0;this.#t=i,this.#n=a,clearTimeout(this.#r),this.#r=setTimeout(()=>void this.#s(n,e,t),o?0:Ht)}async now(e,t){let{store:n}=this.#e;if(n!==void 0)return clearTimeout(this.#r),await this.#s(n,e,t),this.check}async quote(e,t){let{store:n}=this.#e;return n?.api.call(n.path(`/quotes`),{method:`POST`,body:this.#o(n,e,t)})}#o(e,t,n){return{feature:t,member:e.known.session?.member,...n===void 0||Number.isNaN(n)?{}:{quantity:n}}}async#s(e,t,n){let r=++this.#i,i=this.#o(e,t,n);try{let t=await e.api.call(e.path(`/checks`),{method:`POST`,body:i});if(r!==this.#i)return;this.check=t,this.problem=void 0,this.#a.end()}catch(e){if(r!==this.#i)return;let t=U(e);t.isAway||([this.check,this.problem]=[void 0,t]),this.#a.after(t)}this.#e.requestUpdate()}},Wt=class extends q{static properties={feature:{type:String},quantity:{type:Number},isAfter:{type:Boolean,attribute:`after`}};static styles=[...q.styles,o`
      :host {
        display: inline;
      }
    `];#e=new Ut(this);constructor(){super(),this.isAfter=!1}willUpdate(e){super.willUpdate(e),this.#e.ask(this.feature,this.quantity)}render(){let e=this.#e.check,{problem:t}=this.#e;return t===void 0?e===void 0?O`<span class="skeleton" aria-hidden="true"></span>`:O`<span part="cost">${Gt(this,e)}</span>${this.isAfter&&e.allowed&&(e.cost??0)>0?O` <span class="muted small" part="after"
            >${this.say(`cost.after`,{credits:this.text.number(e.available_after)})}</span
          >`:j}`:O`<span class="failed small" part="problem">${this.say(`state.failed`,{detail:t.message})}</span>`}};function Gt(e,t){if(t.cost!==void 0&&t.cost!==null)return t.cost===0?e.say(`cost.free`):e.text.credits(t.cost);let n=[];return t.estimate&&n.push(e.say(`cost.about`,{credits:e.text.credits(t.estimate)})),t.ceiling&&n.push(e.say(`cost.ceiling`,{credits:e.text.credits(t.ceiling)})),n.length===0?e.say(`cost.included`):n.join(`, `)}var Kt=class extends q{static properties={feature:{type:String}};static styles=[...q.styles,o`
      :host {
        display: inline-block;
      }
      button {
        min-height: 1.75rem;
        /* Its words begin where those above and below it do. */
        padding: 0.1rem 0;
        border-inline: 0;
        text-decoration: underline;
        text-underline-offset: 3px;
        text-decoration-thickness: 1px;
      }
    `];#e=new Ut(this);willUpdate(e){super.willUpdate(e),this.#t&&this.#e.ask(this.feature,void 0)}get#t(){return!!this.feature&&(this.known.balance?.scoped.some(({features:e})=>e.length>0)??!1)}render(){let{balance:e,session:t}=this.known;if(t!==void 0&&this.store?.may(`see_balance`)===!1)return O`${this.status()}`;let n=(this.#t?this.#e.check?.available:void 0)??e?.available;if(n===void 0)return O`${this.isOver?j:O`<span class="skeleton"></span>`}${this.status()}`;let r=this.say(`credits.left`,{n});return this.store?.mayBuy===!0?O`<button
        class="quiet"
        part="count"
        aria-label=${this.say(`counter.label`,{left:r})}
        @click=${()=>this.tell(`scrip-buy`,{feature:this.feature,from:`counter`},!0)}
      >
        ${r}</button
      >${this.status()}`:O`<span part="count" class="muted">${r}</span>${this.status()}`}},qt=class extends q{static properties={feature:{type:String},quantity:{type:Number},disabled:{type:Boolean,reflect:!0}};static styles=[...q.styles,o`
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
    `];#e=new Ut(this);#t=!1;#n=``;constructor(){super(),this.disabled=!1}async refresh(){this.feature!==void 0&&await this.#e.now(this.feature,this.quantity)}willUpdate(e){super.willUpdate(e),this.#e.ask(this.feature,this.quantity)}render(){let e=this.#e.check,t=e!==void 0&&this.#a(e),n=this.disabled||e===void 0||!e.allowed&&!t;return O`
      <button
        class="primary"
        part="button"
        aria-disabled=${String(n)}
        aria-describedby="about"
        aria-busy=${String(this.#t)}
        @click=${this.#o}
      >
        <span part="label"><slot></slot></span>
        ${e===void 0?this.#e.problem===void 0?O`<span class="skeleton" aria-hidden="true"></span>`:j:e.reason===`plan_lacks_feature`?j:O`<span class="cost" part="cost">${Gt(this,e.estimate?{...e,ceiling:null}:e)}</span>`}
      </button>
      <span id="about" class="small muted" part="about">
        ${e===void 0?this.#r():e.allowed?this.#i(e):this.why(e,this.feature)}
      </span>
      <span role="status" class="small away" part="changed">${this.#n}</span>
      ${this.known.isAway?this.status():j}
    `}#r(){let{problem:e}=this.#e;return e===void 0?``:this.say(`state.failed`,{detail:e.message})}#i(e){return[e.cost==null&&e.ceiling?this.say(`cost.ceiling`,{credits:this.text.credits(e.ceiling)}):``,this.store?.may(`see_balance`)===!0&&Jt(e)?this.say(`credits.left`,{n:e.available}):``].filter(Boolean).join(` · `)}#a({reason:e,ways:t}){return e===`insufficient_credits`&&(t.length>0||this.store?.mayBuy===!0)}#o=async()=>{if(!(this.disabled||this.#t||this.feature===void 0)){this.#t=!0,this.#n=``,this.requestUpdate();try{let e=this.#e.check?.cost??void 0,t=await this.#e.now(this.feature,this.quantity);if(t===void 0)return;let n={feature:this.feature,quantity:this.quantity??1,check:t};if(!t.allowed){this.#a(t)&&this.tell(`scrip-buy`,{...n,from:`feature-button`},!0);return}let r=t.cost?await this.#e.quote(this.feature,this.quantity):void 0,i=r?.credits??t.cost??void 0;if(e!==void 0&&i!==void 0&&i!==e){this.#n=this.say(`button.changed`,{from:this.text.number(e),to:this.text.number(i)});return}this.tell(`scrip-use`,{...n,quote:r?.id})}catch(e){let t=U(e);this.#n=t.isAway?this.known.isAway?``:this.say(`state.away`):this.say(`state.failed`,{detail:t.message})}finally{this.#t=!1,this.requestUpdate()}}}};function Jt(e){return!!(e.cost??e.estimate??e.ceiling)}var Yt=class extends q{static styles=[...q.styles,z,o`
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
        margin-block-start: 0.75rem;
      }
      h2 {
        margin-block-end: 0.25rem;
      }
      li:last-child {
        padding-block-end: 0;
      }
    `];render(){let{features:e}=this.known;if(e===void 0)return O`<div class="card">${this.waiting(4)}</div>${this.status()}`;let t=t=>e.filter(e=>e.class===t);return O`${this.#e(`features.paid`,t(`paid`))} ${this.#e(`features.free`,t(`free`))}
    ${this.#e(`features.gated`,t(`gated`))} ${this.status()}`}#e(e,t){return t.length===0?j:O`<section class="card" part="list">
      <h2>${this.say(e)}</h2>
      <ul>
        ${t.map(e=>O`<li part="feature">
            <div class="row">
              <span>${e.name}</span>
              <span class="muted" part="cost">${this.#t(e)}</span>
            </div>
            ${e.allowed||e.reason===`plan_lacks_feature`?j:O`<p class="muted small">${this.why(e)}</p>`}
          </li>`)}
      </ul>
    </section>`}#t(e){return e.class===`paid`?Gt(this,e):e.class===`free`?this.say(`cost.free`):e.plans?.length?this.say(`plans.in`,{n:e.plans.length,names:this.text.list(e.plans.map(K))}):this.say(`features.included`)}},Xt=200,Zt=class extends q{static styles=[...q.styles,z];#e=new J(this,()=>this.store?.may(`see_usage`)?`/grants?limit=${Xt}`:void 0);render(){if(this.known.session!==void 0&&this.store?.may(`see_usage`)===!1)return O`<section class="card" part="card">
        <h2>${this.say(`grants.title`)}</h2>
        <p class="muted">${this.say(`grants.hidden`)}</p>
      </section>`;let e=this.#e.rows;if(e===void 0)return O`<section class="card" part="card">${this.#e.waiting()}</section>`;let t=[...e].sort(Qt);return O`<section class="card" part="card">
      <h2>${this.say(`grants.title`)}</h2>
      ${t.length===0?O`<p class="muted">${this.say(`grants.none`)}</p>`:O`<p class="muted small">${this.say(`grants.order`)}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=${this.say(`grants.title`)}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">${this.say(`grants.source`)}</th>
                    <th scope="col" class="number">${this.say(`grants.left`)}</th>
                    <th scope="col" class="wide">${this.say(`grants.expires`)}</th>
                    <th scope="col" class="wide">${this.say(`grants.status`)}</th>
                  </tr>
                </thead>
                <tbody>
                  ${t.map(e=>this.#t(e))}
                </tbody>
              </table>
            </div>`}
      ${this.status()}
    </section>`}#t(e){let t=this.say(`usage.of`,{available:this.text.number(e.available),granted:this.text.number(e.credits)}),n=e.state!==`open`&&e.state!==`scheduled`,r=e.scope?[...e.scope.features.map(e=>this.store?.featureName(e)??e),...e.scope.subaccounts]:[],i=e.expires_at?this.text.date(e.expires_at):this.say(`grants.never`),a=O`<span class="badge ${n?``:e.state}">${this.say(`state.${e.state}`,{date:this.text.date(e.effective_at)})}</span>`;return O`<tr class=${n?`muted`:``}>
      <td>
        <strong>${this.say(`grant.${e.kind}`)}</strong>${e.plan?O` <span class="muted">${K(e.plan)}</span>`:j}
        ${e.rolled_from?O`<div class="muted small">${this.say(`grants.rolled`)}</div>`:j}
        ${r.length>0?O`<div class="muted small">${this.say(`grants.only`,{names:this.text.list(r)})}</div>`:j}
        ${e.cost_basis?O`<div class="muted small">${this.text.money(e.cost_basis)}</div>`:j}
        <div class="narrow small muted">${this.say(`grants.expires`)}: ${i}</div>
        <div class="narrow">${a}</div>
      </td>
      <td class="number">
        ${t}${e.reserved>0?O`<div class="muted small">${this.say(`grants.reserved`,{credits:this.text.number(e.reserved)})}</div>`:j}
      </td>
      <td class="wide">${i}</td>
      <td class="wide">${a}</td>
    </tr>`}};function Qt(e,t){let n=e=>e.state===`open`?0:e.state===`scheduled`?1:2,r=e=>Number(!e.scope?.subaccounts.length),i=e=>Number(!e.scope?.features.length),a=e=>e.expires_at??`9`;return n(e)-n(t)||(n(e)===2?t.effective_at.localeCompare(e.effective_at):0)||r(e)-r(t)||e.priority-t.priority||a(e).localeCompare(a(t))||i(e)-i(t)||Number(e.kind===`package`)-Number(t.kind===`package`)||e.effective_at.localeCompare(t.effective_at)||e.id.localeCompare(t.id)}var $t=100,en=200,tn=16,nn=864e5,rn=1e3,an=40,on=500,sn=class{rows;problem;hasMore=!1;isBusy=!1;#e;#t;#n=$t;#r=``;#i=``;#a=0;#o;#s=0;#c=new ct(()=>this.again());constructor(e,t){this.#e=e,this.#t=t,e.addController(this)}hostUpdate(){let{store:e,known:t}=this.#e;if(e===void 0||t.session===void 0)return;let n=this.#t(),r=`${n.filters} ${n.from} ${n.to}`;r!==this.#i&&(this.#n=$t);let i=`${t.balance?.as_of??``} ${r} ${this.#n}`;if(i===this.#r)return;let a=this.#a+on-performance.now();r===this.#i&&a>0?this.#o??=setTimeout(()=>(this.#o=void 0,this.#e.requestUpdate()),a):(this.#r=i,this.#i=r,this.#a=performance.now(),this.#l(n))}hostDisconnected(){this.#c.end(),clearTimeout(this.#o),this.#o=void 0,this.#r=``,this.#s+=1}again(){this.#r=``,this.#i=``,this.#e.requestUpdate()}more(){this.#n+=$t,this.#a=0,this.#e.requestUpdate()}async#l(e){let t=++this.#s;this.isBusy=!0;try{let[n,r]=await this.#u(e,this.#n);if(t!==this.#s)return;[this.rows,this.hasMore,this.problem]=[n,r,void 0],this.#c.end()}catch(e){if(t!==this.#s)return;this.problem=U(e),this.#c.after(this.problem)}this.isBusy=!1,this.#e.requestUpdate()}async#u(e,t){let n=await this.#d(e,e.from,e.to);if(!n.next_cursor)return[[...n.data].reverse().slice(0,t),n.data.length>t];let r=[],i=e.to??Date.now()+nn,a=nn;for(let n=0;n<tn&&i>e.from&&r.length<t;n+=1){let t=Math.max(e.from,i-a),n=await this.#d(e,t,i);if(n.next_cursor&&a>rn){a=Math.max(rn,a/4);continue}let o=[...n.data],s=n.next_cursor;for(let n=0;s&&n<an;n+=1){let n=await this.#d(e,t,i,s);o.push(...n.data),s=n.next_cursor}r.push(...o.reverse()),i=t,a*=2}return[r.slice(0,t),r.length>t||i>e.from]}async#d({filters:e},t,n,r){let{store:i}=this.#e;if(i===void 0)return{data:[],next_cursor:null};let a=new URLSearchParams(e);return a.set(`limit`,String(en)),a.set(`from`,new Date(t).toISOString()),n!==void 0&&a.set(`to`,new Date(n).toISOString()),r!==void 0&&a.set(`after`,r),i.api.call(i.path(`/entries?${a}`))}},cn=[`grant`,`expire`,`void`,`roll`,`spend`,`reserve`,`settle`,`release`,`reverse`,`claw`,`reinstate`,`order`,`account`,`notice`],ln=new Set([`account`,`notice`]),un=`everything`,dn=31,fn=864e5,pn=class extends q{static properties={filters:{state:!0},from:{state:!0},to:{state:!0}};static styles=[...q.styles,z,o`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr));
        gap: 0.5rem;
        margin-block-end: 0.75rem;
        align-items: end;
      }
      td details summary {
        cursor: pointer;
      }
      td dl {
        display: grid;
        grid-template-columns: auto minmax(9rem, 1fr);
        gap: 0.15rem 0.75rem;
        margin: 0.35rem 0;
        color: var(--_muted);
      }
      td dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      td {
        padding-block: 0.4rem;
      }
      td:first-child {
        white-space: nowrap;
      }
      .more {
        margin-block-start: 0.75rem;
      }
      .id {
        color: var(--_muted);
        font-family: ui-monospace, monospace;
        font-size: 0.75rem;
      }
      .plus {
        color: var(--_good);
      }
    `];#e=new sn(this,()=>this.#h());#t=new Set;#n=new Set;constructor(){super(),this.filters={},this.from=new Date(Date.now()-dn*fn).toISOString().slice(0,10),this.to=``}render(){let{rows:e}=this.#e;for(let{member:t,account:n}of e??[])t&&this.#t.add(t),n!==this.known.session?.account&&this.#n.add(n);let t=e?.filter(e=>this.#c(e));return O`<section class="card" part="card">
      <div class="row">
        <h2>${this.say(`history.title`)}</h2>
        <button @click=${this.#v} part="csv">${this.say(`history.csv`)}</button>
      </div>
      ${this.#a()} ${this.#i()}
      ${t===void 0?this.waiting(5):t.length===0?this.#r():this.#s(t)}
      ${this.#e.hasMore?O`<button class="more" part="more" aria-busy=${String(this.#e.isBusy)} @click=${()=>this.#e.more()}>${this.say(`history.more`)}</button>`:j}
      ${this.status()}
    </section>`}#r(){let e=Object.values(this.filters).some(Boolean)||this.to!==``;return O`<p class="muted">${this.say(e?`history.none.filter`:`history.none`)}</p>`}#i(){let{problem:e}=this.#e;return e===void 0||e.isAway?j:O`<p class="failed" role="alert">
      ${this.say(`state.failed`,{detail:e.message})}
      <button class="quiet" @click=${()=>this.#e.again()}>${this.say(`state.again`)}</button>
    </p>`}#a(){let e=(this.known.features??[]).filter(e=>e.class===`paid`).map(({feature:e})=>e),t=this.store?.may(`see_usage`)===!0;return O`<form aria-label=${this.say(`history.filters`)} @change=${this.#_} @submit=${e=>e.preventDefault()}>
      <label>${this.say(`history.from`)}<input type="date" name="from" .value=${this.from} /></label>
      <label>${this.say(`history.to`)}<input type="date" name="to" .value=${this.to} /></label>
      ${this.#o(`kind`,`history.kind`,[un,...cn],e=>this.say(e===un?`history.everything`:`kind.${e}`),`history.movements`)}
      ${this.#o(`feature`,`history.feature`,e,e=>this.store?.featureName(e)??e)}
      ${t&&this.#t.size>0?this.#o(`member`,`history.member`,[...this.#t].sort(),e=>this.store?.memberName(e)??e):j}
      ${t&&this.#n.size>0?this.#o(`subaccount`,`history.subaccount`,[...this.#n].sort()):j}
    </form>`}#o(e,t,n,r=e=>e,i=`history.all`){let a=this.filters[e]??``,o=a!==``&&!n.includes(a)?[a,...n]:n;return O`<label
      >${this.say(t)}<select name=${e}>
        <option value="" ?selected=${a===``}>${this.say(i)}</option>
        ${o.map(e=>O`<option value=${e} ?selected=${e===a}>${r(e)}</option>`)}
      </select></label
    >`}#s(e){return O`<div class="scroll" tabindex="0" role="region" aria-label=${this.say(`history.title`)}>
      <table class="stack">
        <caption>${this.say(`history.caption`)}</caption>
        <thead>
          <tr>
            <th scope="col">${this.say(`history.time`)}</th>
            <th scope="col">${this.say(`history.what`)}</th>
            <th scope="col" class="wide">${this.say(`history.who`)}</th>
            <th scope="col" class="number">${this.say(`history.credits`)}</th>
            <th scope="col" class="number wide">${this.say(`history.left`)}</th>
          </tr>
        </thead>
        <tbody>
          ${e.map(e=>this.#l(e))}
        </tbody>
      </table>
    </div>`}#c({kind:e}){return!!this.filters.kind||!ln.has(e)}#l(e){let t=e.credits??void 0;return O`<tr part="line">
      <td><time datetime=${e.at}>${this.text.time(e.at)}</time></td>
      <td class="whole">
        <details>
          <summary>${this.#d(e)}</summary>
          ${this.#p(e)}
        </details>
      </td>
      <td class="wide">${this.#u(e)}</td>
      <td class="number">${t===void 0?j:this.#f(e.kind,t)}</td>
      <td class="number wide">${e.available===void 0||e.available===null?j:this.text.number(e.available)}</td>
    </tr>`}#u(e){return e.member?this.store?.memberName(e.member)??e.member:this.say(e.by===`clock`?`history.clock`:`history.product`)}#d(e){let t=`kind.${e.kind}`,n=this.text.has(t)?this.say(t):e.kind;return e.feature?`${n}: ${this.store?.featureName(e.feature)??e.feature}`:e.kind===`order`||ln.has(e.kind)?O`${n}: <span lang="en">${e.text}</span>`:n}#f(e,t){let n=[`grant`,`roll`,`release`,`reverse`,`reinstate`].includes(e),r=[`spend`,`settle`,`expire`,`void`,`reserve`,`claw`].includes(e);return O`<span class=${n?`plus`:``}>${t===0?``:n?`+`:r?`−`:``}${this.text.number(t)}</span>`}#p(e){let t=e=>typeof e==`number`?this.text.number(e):String(e),n=(e,t)=>t==null||t===``?j:O`<dt>${e}</dt><dd>${t}</dd>`;return O`<dl class="small">
      ${n(this.say(`history.who`),this.#u(e))} ${n(this.say(`history.quantity`),e.quantity?t(e.quantity):void 0)}
      ${Object.entries(e.usage??{}).map(([e,r])=>n(K(e),t(r)))}
      ${n(this.say(`history.price`),e.amount?this.text.money(e.amount):void 0)}
      ${(e.draws??[]).map(e=>n(this.say(`history.from_grant`,{kind:this.say(`grant.${e.kind}`)}),O`${this.text.credits(e.credits)} <span class="id">${e.grant}</span>`))}
      ${(e.returned??[]).map(e=>n(this.say(`history.back`),O`${this.text.credits(e.credits)}${e.expired>0?O`, ${this.say(`history.back.expired`,{credits:this.text.credits(e.expired)})}`:j}
            <span class="id">${e.grant}</span>`))}
      ${n(this.say(`history.reason`),e.reason)} ${n(this.say(`history.subaccount`),e.account===this.known.session?.account?void 0:e.account)}
      ${n(this.say(`history.left`),typeof e.available==`number`?t(e.available):void 0)}
      ${n(this.say(`history.of`),this.#m(e))}
      ${n(this.say(`history.prices`),this.say(`history.version`,{version:t(e.catalog_version)}))}
      ${n(this.say(`history.line`,{n:e.sequence}),O`<span class="id">${e.id}</span>`)}
    </dl>`}#m(e){let t=e.kind===`reverse`?e.spend:e.reservation??e.order;return t?O`<span class="id">${t}</span>`:void 0}#h(){let e=new URLSearchParams;for(let[t,n]of Object.entries(this.filters))n&&n!==un&&e.set(t,n);let t=e=>new Date(`${e}T00:00:00`).getTime();return{filters:e,from:this.from?t(this.from):0,to:this.to?t(this.to)+fn:void 0}}#g(){let{filters:e,from:t,to:n}=this.#h();return e.set(`from`,new Date(t).toISOString()),n!==void 0&&e.set(`to`,new Date(n).toISOString()),e.toString()}#_=e=>{let t=e.target;t.name===`from`?this.from=t.value:t.name===`to`?this.to=t.value:this.filters={...this.filters,[t.name]:t.value}};#v=async()=>{let{store:e}=this;if(e!==void 0)try{let t=await e.api.fetch(e.path(`/entries?${this.#g()}`),{accept:`text/csv`}),n=document.createElement(`a`);n.href=URL.createObjectURL(await t.blob()),n.download=`credits-${this.known.session?.account??``}.csv`,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)}catch(e){this.#e.problem=U(e),this.requestUpdate()}}},mn=class extends q{static properties={card:{state:!0},topUp:{state:!0},offers:{state:!0},problem:{state:!0},said:{state:!0},isRemoving:{state:!0}};static styles=[...q.styles,z,o`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: 0.5rem;
        align-items: end;
      }
      .deeds {
        display: flex;
        gap: 0.5rem;
        margin-block-start: 0.5rem;
      }
      td .button,
      td button {
        min-height: 1.875rem;
        padding-block: 0.2rem;
      }
      .note {
        margin-block-start: 0.75rem;
      }
      .note p {
        margin-block: 0 0.5rem;
      }
    `];#e=new J(this,()=>this.#n?`/orders?limit=200`:void 0);#t;constructor(){super(),this.isRemoving=!1}willUpdate(e){super.willUpdate(e);let{session:t}=this.known;t!==void 0&&t!==this.#t&&(this.#t=t,this.store?.mayBuy===!0&&this.#l())}get#n(){return this.store?.may(`buy`)===!0||this.store?.may(`see_invoices`)===!0}render(){if(this.known.session!==void 0&&!this.#n)return O`<section class="card" part="card">
        <h2>${this.say(`orders.title`)}</h2>
        <p class="muted">${this.say(`reason.role_not_allowed`)} ${this.whoCan(this.known.session.who_can.buy)}</p>
      </section>`;let e=this.#e.rows;return O`<section class="card" part="card">
      <h2>${this.say(`orders.title`)}</h2>
      ${e===void 0?this.#e.waiting():e.length===0?O`<p class="muted">${this.say(`orders.none`)}</p>`:this.#r(e)}
      <p role="status" class="small muted">${this.said===void 0?j:this.say(this.said)}</p>
      ${this.problem===void 0?j:O`<p role="alert" class="note failed">${this.problem.message}</p>`}
      ${this.store?.mayBuy===!0?O`${this.#s()} ${this.#c()}`:j} ${this.status()}
    </section>`}#r(e){return O`<div class="scroll" tabindex="0" role="region" aria-label=${this.say(`orders.title`)}>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">${this.say(`orders.what`)}</th>
            <th scope="col" class="number">${this.say(`buy.total`)}</th>
            <th scope="col">${this.say(`grants.status`)}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${e.map(e=>this.#i(e))}
        </tbody>
      </table>
    </div>`}#i(e){let t=e.auto_top_up?this.say(`topup.title`):e.member?this.store?.memberName(e.member)??e.member:void 0,n=t===void 0?``:` · ${t}`;return O`<tr part="order">
      <td>
        <strong>${this.text.credits(e.credits)}</strong>
        <div class="muted small">${this.text.date(e.created_at)}${n}</div>
      </td>
      <td class="number">${this.text.money(e.total)}</td>
      <td class="whole"><span class="badge ${e.status}">${this.say(`order.${e.status}`)}</span>${this.#a(e)}</td>
      <td class="number whole">${this.#o(e)}</td>
    </tr>`}#a(e){let t=[];return e.status===`awaiting_payment`&&(t.push(this.say(`orders.due`,{date:this.text.date(e.pay_by)})),e.transfer&&t.push(`${this.say(`buy.bank.reference`)}: ${e.transfer.reference}`),e.credits_by&&t.push(this.say(`orders.by`,{date:this.text.date(e.credits_by)}))),e.status===`pending`&&e.reason&&t.push(Lt(this.text,e.reason)),e.refunded_credits>0&&t.push(this.say(`orders.refunded`,{credits:this.text.credits(e.refunded_credits)})),O`${t.map(e=>O`<div class="muted small">${e}</div>`)}`}#o(e){let{id:t,invoice:n,status:r,url:i}=e;return n?O`<button @click=${()=>this.#u(n)} aria-label=${this.say(`orders.pdf.of`,{id:t})}>${this.say(`orders.pdf`)}</button>
        <button class="quiet" @click=${()=>this.#f(n)} aria-label=${this.say(`orders.send.of`,{id:t})}>${this.say(`orders.send`)}</button>`:r!==`pending`&&r!==`awaiting_payment`||this.store?.may(`buy`)!==!0?j:O`${r===`pending`&&i?O`<a class="button" href=${i} target="_blank" rel="noreferrer">${this.say(`orders.pay`)}</a>`:j}
      <button class="quiet" @click=${()=>this.#d(t)} aria-label=${this.say(`orders.cancel.of`,{id:t})}>${this.say(`orders.cancel`)}</button>`}#s(){let{card:e}=this;return O`<h3>${this.say(`card.title`)}</h3>
      ${e===void 0?O`<span class="skeleton"></span>`:e===null?O`<p class="muted">${this.say(`card.none`)}</p>`:O`<p>
              ${this.say(`buy.pay.saved`,{brand:It(e),last4:e.last4})}
              <span class="muted small">${String(e.exp_month).padStart(2,`0`)}/${e.exp_year}</span>
              ${e.declined?O`<br /><span class="failed small">${this.say(`card.declined`)}</span>`:j}
            </p>`}
      <div class="deeds">
        <button @click=${this.#p}>${this.say(e?`card.replace`:`card.add`)}</button>
        ${e&&!this.isRemoving?O`<button class="quiet" part="remove-card" @click=${()=>this.isRemoving=!0}>${this.say(`card.remove`)}</button>`:j}
      </div>
      ${e&&this.isRemoving?O`<div class="note" part="confirm">
            <p>${this.say(`card.remove.sure`)}</p>
            <button @click=${this.#m}>${this.say(`card.remove`)}</button>
            <button class="quiet" @click=${()=>this.isRemoving=!1}>${this.say(`card.keep`)}</button>
          </div>`:j}`}#c(){let{topUp:e,offers:t}=this;return e===void 0||t===void 0?j:O`<h3>${this.say(`topup.title`)}</h3>
      <p class="muted small">${this.say(`topup.hint`)}</p>
      ${e===null?j:O`<p>
            ${this.say(`topup.on`,{threshold:this.text.number(e.threshold),name:t.packages.find(({id:t})=>t===e.package)?.name??e.package,max:this.text.money(e.monthly_max)})}
            <button class="quiet" @click=${this.#g}>${this.say(`topup.off`)}</button>
          </p>`}
      ${this.card?O`<form @submit=${this.#h}>
            <label>${this.say(`topup.threshold`)}<input name="threshold" type="number" min="1" required /></label>
            <label
              >${this.say(`topup.package`)}<select name="package">
                ${t.packages.map(e=>O`<option value=${e.id}>${e.name} · ${this.text.money(e.total)}</option>`)}
              </select></label
            >
            <label>${this.say(`topup.max`)}<input name="max" type="number" min="1" step="0.01" required /></label>
            <button>${this.say(`topup.set`)}</button>
          </form>`:O`<p class="muted">${this.say(`topup.card`)}</p>`}`}async#l(){let{store:e}=this;if(e===void 0)return;let t=e=>e.catch(e=>{if(U(e).status===404)return null;throw e});try{[this.card,this.topUp,this.offers]=await Promise.all([t(e.api.call(e.path(`/payment-method`))),t(e.api.call(e.path(`/auto-top-up`))),e.api.call(e.path(`/offers`))])}catch(e){U(e).isAway||(this.problem=U(e))}}async#u(e){await this.#_(async()=>{let t=await this.store?.api.fetch(`/v1/invoices/${e}/pdf`,{accept:`application/pdf`});if(t===void 0)return;let n=document.createElement(`a`);n.href=URL.createObjectURL(await t.blob()),n.download=`${e}.pdf`,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)})}async#d(e){await this.#_(async()=>{await this.store?.api.fetch(`/v1/orders/${e}/cancel`,{method:`POST`,body:{},key:H()})}),this.#e.again()}async#f(e){await this.#_(async()=>{await this.store?.api.fetch(`/v1/invoices/${e}/email`,{method:`POST`,body:{}}),this.said=`orders.sent`})}#p=async()=>{let e=window.open(`about:blank`,`_blank`);await this.#_(async t=>{let n=await this.store?.api.call(t(`/payment-method/setup`),{method:`POST`,body:{}});e!==null&&n!==void 0&&(e.location.href=n.url)}),this.problem!==void 0&&e?.close()};#m=async()=>{this.isRemoving=!1,await this.#_(async e=>{await this.store?.api.fetch(e(`/payment-method`),{method:`DELETE`})}),await this.#l()};#h=async e=>{e.preventDefault();let t=new FormData(e.target),n=this.offers?.packages[0]?.total.currency??`USD`,r=new Intl.NumberFormat(`en`,{style:`currency`,currency:n}).resolvedOptions().maximumFractionDigits??2,i=Math.round(Number(t.get(`max`))*10**r),a={threshold:Number(t.get(`threshold`)),package:String(t.get(`package`)),monthly_max:{amount:i,currency:n}};await this.#_(async e=>{this.topUp=await this.store?.api.call(e(`/auto-top-up`),{method:`PUT`,body:a})??null,this.said=`agency.saved`})};#g=async()=>{await this.#_(async e=>{await this.store?.api.fetch(e(`/auto-top-up`),{method:`DELETE`}),this.topUp=null,this.said=`agency.saved`})};async#_(e){let{store:t}=this;if(t!==void 0){this.problem=void 0,this.said=void 0;try{await e(e=>t.path(e))}catch(e){this.problem=U(e)}}}};function hn(e,t,n){let[r,i]=[n,0];for(let{state:n,available:a,expires_at:o}of e){if(n!==`open`||a<=0)continue;let e=o==null?1/0:Date.parse(o),s=Math.min(a,Math.max(0,e-r)*t);i+=a-s,r=s<a?Math.max(r,e):r+s/t}return{end:r,lost:i}}var Z=30,Q=864e5,gn=[`day`,`feature`,`member`,`subaccount`],_n=12,vn=class extends q{static properties={group:{state:!0}};static styles=[...q.styles,z,o`
      figure {
        margin: 0.5rem 0;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        margin-block-start: 0.25rem;
      }
      svg.chart {
        inline-size: 100%;
        block-size: 8rem;
        display: block;
      }
      .inline {
        display: flex;
        align-items: center;
        gap: 0.5rem;
      }
      .forecast {
        margin-block: 0.75rem 0;
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
        gap: 0.5rem;
        margin-block: 0.5rem 0;
      }
      .bars svg {
        inline-size: 100%;
        block-size: 8px;
        border-radius: 4px;
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
    `];#e=new J(this,()=>`/usage?group_by=${this.group}&from=${bn()}`);#t=new J(this,()=>`/usage?group_by=day&from=${bn()}`);#n=new J(this,()=>this.store?.may(`see_usage`)?`/grants?limit=200`:void 0);constructor(){super(),this.group=`day`}render(){let e=this.#e.rows;return O`<section class="card" part="card">
      <h2>${this.say(`spent.title`)}</h2>
      ${this.#r()} ${this.#a()}
      <div class="row">
        <h3>${this.say(`spent.total`,{days:Z})}: ${e===void 0?j:this.text.credits($(e))}</h3>
        <label class="inline"
          >${this.say(`spent.by`)}
          <select @change=${e=>this.group=e.target.value}>
            ${gn.map(e=>O`<option value=${e} ?selected=${e===this.group}>${this.say(`spent.by.${e}`)}</option>`)}
          </select></label
        >
      </div>
      ${e===void 0?this.#e.waiting():$(e)===0?O`<p class="muted">${this.say(`spent.none`,{days:Z})}</p>`:O`${this.group===`day`?this.#o(e):this.#s(e)} ${this.#c(e)}`}
      ${this.status()}
    </section>`}#r(){let{balance:e}=this.known;if(e===void 0)return j;let t=Object.entries(e.by_kind).filter(([,e])=>e>0),n=t.reduce((e,[,t])=>e+t,0);if(n===0)return j;let r=0,i=t.map(([e,t],i)=>{let a=100*t/n,o=r;return r+=a,{kind:e,credits:t,place:i,x:o,width:a}}),a=i.map(({kind:e,credits:t})=>{let n=this.#i(e),r=n===void 0?``:`, ${this.say(`spent.expires`,{date:this.text.date(n)})}`;return`${this.say(`grant.${e}`)}: ${this.text.number(t)}${r}`});return O`<h3>${this.say(`spent.kinds`)}</h3>
      <svg class="stack" part="kinds" role="img" aria-label=${a.join(`; `)} viewBox="0 0 100 12" preserveAspectRatio="none">
        ${i.map(({place:e,x:t,width:n})=>k`<rect class="k${e}" x=${t} width=${n} height="12"></rect>`)}
      </svg>
      <ul class="legend small">
        ${i.map(({place:e})=>O`<li><span class="dot k${e}"></span>${a[e]}</li>`)}
      </ul>`}#i(e){return(this.#n.rows??[]).filter(t=>t.kind===e&&t.state===`open`&&t.available>0).map(e=>e.expires_at??``).filter(Boolean).sort()[0]}#a(){let{balance:e}=this.known,[t,n]=[this.#t.rows,this.#n.rows];if(e===void 0||t===void 0||n===void 0)return j;let r=$(t)/Z;if(r<=0||e.available<=0)return j;let{end:i,lost:a}=hn([...n].sort(Qt),r/Q,Date.now()),o={days:Z,rate:this.text.number(Math.round(r*10)/10)},s=this.text.date(new Date(i).toISOString()),c=e.monthly.renews_at;return O`<p class="note small forecast" part="forecast">${c&&i>=Date.parse(c)?this.say(`spent.forecast.renews`,{...o,date:this.text.date(c)}):a>=1?this.say(`spent.forecast.expires`,{...o,date:s,lost:this.text.number(Math.round(a))}):this.say(`spent.forecast`,{...o,date:s})}</p>`}#o(e){let t=new Map(e.map(e=>[xn(yn(e)),e.credits])),n=Array.from({length:Z},(e,t)=>new Date(Date.now()-(29-t)*Q)),r=n.map(e=>t.get(xn(e))??0),i=Math.max(...r,1);return O`<figure part="chart">
      <div class="most small muted" aria-hidden="true">${this.text.number(i)}</div>
      <svg class="chart" role="img" aria-label=${this.say(`spent.chart`,{days:Z})} viewBox="0 0 ${300} 100" preserveAspectRatio="none">
        <line x1="0" y1="1" x2=${300} y2="1"></line>
        <line x1="0" y1="50" x2=${300} y2="50"></line>
        <line x1="0" y1="99.5" x2=${300} y2="99.5"></line>
        ${n.map((e,t)=>{let n=r[t]??0,a=n>0?Math.max(1.5,98*n/i):0;return k`<rect x=${t*10+1.5} y=${99.5-a} width="7" height=${a}><title>${`${this.text.day(e)}: ${this.text.credits(n)}`}</title></rect>`})}
      </svg>
      <div class="ends small muted" aria-hidden="true">
        ${[0,10,20,29].map(e=>O`<span>${this.text.day(n[e]??new Date)}</span>`)}
      </div>
    </figure>`}#s(e){let t=[...e].sort((e,t)=>t.credits-e.credits).slice(0,_n),n=Math.max(...t.map(e=>e.credits),1);return O`<div class="bars" role="img" aria-label=${this.say(`spent.chart`,{days:Z})} part="chart">
      ${t.map(e=>O`<div>
          <div class="row small"><span>${this.#l(e)}</span><span>${this.text.number(e.credits)}</span></div>
          <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            ${k`<rect class="track" width="100" height="8"></rect><rect width=${100*e.credits/n} height="8"></rect>`}
          </svg>
        </div>`)}
    </div>`}#c(e){return O`<details>
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
          ${e.map(e=>O`<tr>
              <td>${this.#l(e)}</td>
              <td class="number">${this.text.number(e.spends)}</td>
              <td class="number">${this.text.number(e.credits)}</td>
            </tr>`)}
        </tbody>
      </table>
    </details>`}#l(e){switch(this.group){case`day`:return this.text.date(yn(e).toISOString());case`feature`:return e.feature?this.store?.featureName(e.feature)??e.feature:this.say(`history.product`);case`member`:return e.member?this.store?.memberName(e.member)??e.member:this.say(`history.product`);case`subaccount`:return e.subaccount===this.known.session?.account?this.say(`spent.here`):e.subaccount??``}}};function yn(e){return new Date(new Date(e.day??0).getTime()+Q/2)}function bn(){let e=new Date(Date.now()-29*Q);return e.setHours(0,0,0,0),encodeURIComponent(e.toISOString())}function xn(e){return`${e.getFullYear()}-${String(e.getMonth()+1).padStart(2,`0`)}-${String(e.getDate()).padStart(2,`0`)}`}function $(e){return e.reduce((e,t)=>e+Math.round(t.credits*1e3),0)/1e3}var Sn=class extends q{static properties={open:{type:Boolean,reflect:!0}};static styles=[...q.styles,o`
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
      }
      .panel .row {
        flex-wrap: nowrap;
      }
      .panel .row strong {
        text-align: end;
      }
      .summary strong {
        display: inline-flex;
        align-items: center;
        gap: 0.6rem;
        font-weight: 650;
      }
      .fold {
        inline-size: 10px;
        block-size: 6px;
        fill: none;
        stroke: var(--_muted);
        stroke-width: 1.5;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      :host([open]) .fold {
        transform: rotate(180deg);
      }
      svg.bar {
        inline-size: 100%;
        block-size: 6px;
        border-radius: 3px;
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
      .panel > button {
        inline-size: 100%;
      }
      /* A figure that has no room beside its word goes below it, whole. */
      .panel .row {
        flex-wrap: wrap;
        row-gap: 0;
      }
      .panel .row strong {
        white-space: nowrap;
      }
    `];constructor(){super(),this.open=!1}render(){let{balance:e}=this.known;return O`
      <div id="panel" class="panel card" part="panel" ?hidden=${!this.open}>
        <slot></slot>
        ${e===void 0?this.#t():this.#n(e)} ${this.#o()}
        ${this.#e()}
      </div>
      <button
        class="summary"
        part="summary"
        aria-expanded=${String(this.open)}
        aria-controls="panel"
        @click=${()=>this.open=!this.open}
      >
        <span>${this.say(`usage.title`)}</span>
        <strong part="total"
          >${e===void 0?j:this.text.number(e.available)}<svg class="fold" viewBox="0 0 10 6" aria-hidden="true">
            <path d="M1 5l4-4 4 4"></path></svg
        ></strong>
      </button>
      ${this.status()}
    `}#e(){let{store:e}=this,t=this.known.session?.state;return e?.mayBuy===!0?O`<button class="primary" part="buy" @click=${this.#c}>${this.say(`usage.buy`)}</button>`:t===`ended`?O`<p class="away small" part="ended">${this.say(`reason.account_ended`)}</p>`:t!==`trial`||e?.may(`buy`)!==!0?j:O`<p class="muted small">${this.say(`usage.trial`)}</p>
      <button part="plans" @click=${this.#c}>${this.say(`usage.plans`)}</button>`}#t(){if(this.isOver)return j;let{session:e}=this.known;return e!==void 0&&this.store?.may(`see_balance`)===!1?O`<p class="muted">${this.say(`state.hidden`)}</p>`:O`<p><span class="skeleton"></span><span class="sr">${this.say(`state.loading`)}</span></p>`}#n({monthly:e,extra:t,expiring:n,reserved:r,owed:i,shared_from:a}){let o=e=>this.text.number(e),s=this.say(`usage.of`,{available:o(e.available),granted:o(e.granted)}),c=this.known.session?.state,l=c===`trial`,u=e.renews_at??(l||c===`canceling`?n[0]?.at:void 0),[d]=n.filter(({at:e})=>e!==u),f=e.granted>0||e.available>0,ee=l?`usage.ends`:c===`canceling`?`usage.canceling`:`usage.renews`;return O`
      ${f?O`<div part="monthly">
            <div class="row">
              <span class="muted">${this.say(`usage.monthly`)}</span>
              <strong>${e.granted>0?s:o(e.available)}</strong>
            </div>
            ${e.granted>0?this.#a(e.available,e.granted):j}
            ${u?O`<p class="muted small">${this.say(ee,{date:this.text.date(u)})}</p>`:j}
          </div>`:j}
      <div part="extra">
        <div class="row">
          <span class="muted">${this.say(f?`usage.extra`:`usage.credits`)}</span>
          <strong>${o(t.available)}</strong>
        </div>
        ${f||c===`ended`||this.#i?j:O`<p class="muted small">${this.say(`usage.legacy`)}</p>`}
        ${this.#r?O`<p class="muted small" part="closed">${this.say(`reason.sharing_disabled`)}</p>`:j}
      </div>
      ${d===void 0?j:O`<p class="muted small" part="expiring">
            ${this.say(`usage.expires`,{credits:this.text.credits(d.credits),date:this.text.date(d.at)})}
          </p>`}
      ${r>0?O`<p class="muted small" part="reserved">
            ${this.say(`usage.reserved`,{credits:this.text.credits(r)})}
          </p>`:j}
      ${i>0?O`<p class="away" part="owed">${this.say(`usage.owed`,{credits:this.text.credits(i)})}</p>`:j}
      ${a?O`<p class="muted small">${this.say(`usage.shared`,{account:a})}</p>`:j}
    `}get#r(){return this.known.features?.some(({reason:e})=>e===`sharing_disabled`)??!1}get#i(){return this.#r||!!this.known.balance?.shared_from}#a(e,t){let n=Math.max(0,Math.min(100,100*e/t)),r=this.say(`usage.progress`,{available:this.text.number(e),granted:this.text.number(t)});return O`<svg
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
      ${k`<rect class="track" width="100" height="6"></rect><rect class="fill" width=${n} height="6"></rect>`}
    </svg>`}#o(){let e=this.known.session?.who_can;if(e===void 0)return j;let t=(e,t)=>t.length===0?j:O`<li><strong class="small">${this.say(e)}</strong><br /><span class="small">${this.#s(t)}</span></li>`;return O`<details part="who">
      <summary class="small">${this.say(`usage.who`)}</summary>
      <ul>
        ${t(`usage.may.use`,e.use)} ${t(`usage.may.buy`,e.buy)} ${t(`usage.may.share`,e.share)}
      </ul>
    </details>`}#s(e){let t=e.flatMap(({role:e,members:t})=>t.length===0?[K(e)]:t.map(({id:t,name:n})=>`${n??t} (${K(e)})`));return new Intl.ListFormat(this.text.locale,{type:`unit`}).format(t)}#c=()=>{this.tell(`scrip-buy`,{from:`usage-menu`},!0)}},Cn={"scrip-usage-menu":Sn,"scrip-cost":Wt,"scrip-feature-button":qt,"scrip-counter":Kt,"scrip-features":Yt,"scrip-buy-dialog":Bt,"scrip-orders":mn,"scrip-usage":vn,"scrip-history":pn,"scrip-grants":Zt,"scrip-agency-settings":mt};for(let[e,t]of Object.entries(Cn))customElements.get(e)===void 0&&customElements.define(e,t);export{mt as ScripAgencySettings,Bt as ScripBuyDialog,Wt as ScripCost,Kt as ScripCounter,qt as ScripFeatureButton,Yt as ScripFeatures,Zt as ScripGrants,pn as ScripHistory,mn as ScripOrders,vn as ScripUsage,Sn as ScripUsageMenu};