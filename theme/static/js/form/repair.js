// The accepted spelling of a phone, a date, an address or an id, as plugins/maillage/repair.py finds it; empty when nobody can tell.

/** Lower case, without accents or punctuation: what two spellings of one word share. */
export function folded(text) {
  return text.toLowerCase().replace(/ß/g, "ss").normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}

/** `text` in the accepted form of a schema's `x-repair`. */
export function repaired(form, text) {
  const repair = { phone, date, url, id: folded }[form];
  return repair ? repair(text.trim().slice(0, 200)) : "";
}

function phone(text) {
  const digits = text.replace(/[\s.()/-]/g, "");
  if (/^0[1-9][0-9]{8}$/.test(digits)) return `+33${digits.slice(1)}`;
  return /^(00|\+)[1-9][0-9]{5,14}$/.test(digits) ? `+${digits.replace(/^(00|\+)/, "")}` : "";
}

function date(text) {
  const two = (number) => number.padStart(2, "0");
  const french = /^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?:[ T]([0-9]{1,2})[h:]([0-9]{2})?)?$/.exec(text);
  if (french) {
    const [, day, month, year, hour, minute] = french;
    const when = `${year}-${two(month)}-${two(day)}`;
    return hour ? `${when}T${two(hour)}:${minute ?? "00"}` : when;
  }
  const slashed = /^([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})(?:[ T].*)?$/.exec(text);
  if (slashed) return `${slashed[1]}-${two(slashed[2])}-${two(slashed[3])}`;
  const near = /^([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{1,2})[h:]([0-9]{2})?(?::[0-9]{2})?$/.exec(text);
  return near ? `${near[1]}T${two(near[2])}:${near[3] ?? "00"}` : "";
}

function url(text) {
  return /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(\/[^\s<>"]*)?$/.test(text) ? `https://${text}` : "";
}
