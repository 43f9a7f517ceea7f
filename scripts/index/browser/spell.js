/* A slip of the input method: characters that sound or look like the right ones. The index itself is the dictionary: a
   correction is a phrase that stands in the texts. */
(function (engine) {
  "use strict";
  var MOST = 40, BEAM = 60, TRIED = 6;
  var held = {of: null, told: null}; // the file as read last

  /* Promise of {alike: Map character -> those that sound or look alike, sounds: Map syllable -> its characters}, all the
     most frequent in the texts first. */
  function told() {
    return engine.widen.instead().then(function (instead) {
      if (held.of !== instead) held = {of: instead, told: read(instead.sounds)};
      return held.told;
    });
  }

  function read(text) {
    var places = new Map(), alike = new Map(), sounds = new Map(), small = engine.store.small();
    Array.from(engine.dir.letters).forEach(function (char, at) { places.set(char, at); });
    function place(char) { return places.has(char) ? places.get(char) : places.size; }
    function inOrder(chars) { return chars.sort(function (a, b) { return place(a) - place(b); }); }
    text.split(" ").forEach(function (group) {
      var syllable = /^[a-z]*/.exec(group)[0], all = Array.from(group.slice(syllable.length));
      // the directory of a small base does not know its rare characters
      var here = inOrder(all.filter(function (char) { return small || places.has(char); }));
      if (syllable) sounds.set(syllable, here);
      all.forEach(function (char) { alike.set(char, (alike.get(char) || []).concat(here)); });
    });
    alike.forEach(function (chars, char) {
      alike.set(char, inOrder(Array.from(new Set(chars)).filter(function (one) { return one !== char; })).slice(0, MOST));
    });
    return {alike: alike, sounds: sounds};
  }

  function alike() { return told().then(function (one) { return one.alike; }); }
  function sounds() { return told().then(function (one) { return one.sounds; }); }

  function exists(first, second) {
    return engine.lists.pair(engine.tokens.gram(first, second)).then(Boolean);
  }

  /* Promise of {tokens, match} for a phrase that stands nowhere, or null. */
  async function corrected(tokens) {
    if (tokens.length < 2 || tokens.length > 12 || tokens.some(engine.tokens.isWord)) return null;
    var known = await alike(), most = tokens.length > 3 ? 2 : 1, states = [{tokens: [], cost: 0}];
    var pairs = await Promise.all(tokens.slice(1).map(function (token, at) { return exists(tokens[at], token); }));
    var sound = pairs.indexOf(false) < 0; // every pair stands somewhere: any character may be the wrong one
    for (var at = 0; at < tokens.length; at++) {
      var doubted = sound || pairs[at] === false || pairs[at - 1] === false;
      states = await further(states, tokens[at], known.get(tokens[at]) || [], doubted, most);
    }
    states = states.filter(function (state) { return state.cost; }).sort(function (a, b) { return a.cost - b.cost; }).slice(0, TRIED);
    states = slipped(tokens).concat(states);
    var matches = await Promise.all(states.map(function (state) { return engine.match.phrase(state.tokens); })), best = null;
    matches.forEach(function (match, which) {
      if (!match.entries.length || (best && (states[which].cost > best.cost || match.entries.length <= best.match.entries.length))) return;
      best = {tokens: states[which].tokens, cost: states[which].cost, match: match};
    });
    return best;
  }

  /* Two characters in the wrong order (物业理管), or one typed twice. */
  function slipped(tokens) {
    return tokens.slice(1).map(function (token, at) {
      var twice = token === tokens[at], before = tokens.slice(0, at), after = tokens.slice(at + 2);
      return twice && tokens.length < 4 ? null : {tokens: before.concat(twice ? token : [token, tokens[at]], after), cost: 1};
    }).filter(Boolean);
  }

  /* Promise of the states one token longer whose last pair stands somewhere. What follows an exchanged character may be
     wrong as well: 澄清证明 was typed as words. */
  async function further(states, token, others, doubted, most) {
    var tried = [];
    states.forEach(function (state) {
      [token].concat(state.cost < most && (doubted || state.changed) ? others : []).forEach(function (option, at) {
        tried.push({tokens: state.tokens.concat(option), cost: state.cost + (at ? 1 : 0), changed: at > 0});
      });
    });
    var stand = await Promise.all(tried.map(function (state) {
      var last = state.tokens.length - 1;
      return last ? exists(state.tokens[last - 1], state.tokens[last]) : true;
    }));
    return tried.filter(function (_, at) { return stand[at]; })
      .sort(function (a, b) { return a.cost - b.cost; }).slice(0, BEAM);
  }

  engine.spell = {corrected: corrected, alike: alike, sounds: sounds};
})(window.kb.engine);
