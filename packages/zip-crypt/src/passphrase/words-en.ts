// Made by scripts/make-word-lists.mjs; do not edit. Sources and licences: ../../NOTICE.

/** 2048 English words in one string, separated by spaces. */
export const wordsEnglish =
  "abacus abide abiding ability ablaze abroad absence absolve absurd accent acclaim account acid acorn " +
  "acquire acre acrobat acronym acting action active actress acts aerosol afar affirm affront afoot aged " +
  "ageless agency agenda agent agile aging agreed ahead ahoy alarm album algebra alias alibi aliens alike " +
  "almanac almost aloft aloha alone aloof alright alumni always amaze amber amenity amiable amigo amnesty " +
  "among amount ample amplify amulet amused amusing anagram anchor anchovy ancient android anemic angelic " +
  "anger angled angling angrily angular animal animate ankle annex annuity another antics antler antonym " +
  "antsy anvil anybody anyhow anymore anytime anyway appease apply approve apricot april apron aqua arena " +
  "argue arise armoire armrest aroma around arrange array arrival arrive ascend ashes askew asleep aspect " +
  "aspire astound astute atlas atom atrium attach attempt attest attic attire audible audio august avatar " +
  "avenue average avert await awaken awhile awning awoke awry axis babble babied backer backlit backup bacon " +
  "badge bagel bagful bagged bagging bagpipe baked bakery baking balance balcony balmy bamboo banana banjo " +
  "banner barbell barber barcode barista barley barman barn barrel barrier basics basil basket batboy batch " +
  "battery batting battle blade blaming blank blazer blend bless blimp blinker blinks blog blooper blubber " +
  "bluff blurb blurred blush boaster boat bobbing bobcat bobsled bobtail boggle bonanza bonding bonfire " +
  "bonnet bonsai bonus booted boots borough botany both bottom boxcar boxer boxing boxlike boxy breath " +
  "breeder breeze brewery brewing briar brick bride brigade bright bring brisket briskly bristle broaden " +
  "broadly broiler broker bronco bronze broom brought browse bubbly bucket buckle budding buddy budget " +
  "buffalo buffed buffing buggy bulb bulgur bulldog bullion bullpen bunch bundle bungee bunkbed bunny bunt " +
  "busboy busily busload buzz cabana cabbage cabbie cable caboose cache cackle cacti cactus caddy cadet " +
  "cahoots cake caliber calm calorie calzone cameo camera camper camping canary cancel candied candle canned " +
  "canning canola canon canopy canteen capable capital capsize capsule caption capture caramel carat caravan " +
  "carbon carded caress cargo caring carol carpool carport carried carry cartoon carve carwash cascade cash " +
  "casino catalog catcher catchy caterer catfish catlike catnap catsup cattail catwalk caucus causal cause " +
  "causing cavalry cedar celery cement certify chain chamber chance channel chant chaps chapter charger " +
  "charity charm chase chatty cheddar cheek cheesy cherub chest chewing chewy chief chili chimp chirpy chive " +
  "chooser chop chosen chowder chrome chummy chunk churn chute cinch cinema circle circus citable citadel " +
  "citizen citric citrus city civic claim clamor clamp clapper clarify class clatter clay clean cleft clerk " +
  "clever clicker client climate cling clip clique cloak closure clothes cloud clunky clutch coastal cobalt " +
  "cobbler cobweb cocoa coconut coexist coffee coil collage collar colony colt come comfort comfy comic " +
  "coming commend commode common commute company compel comply compost comrade concave concept concise " +
  "concur conduit confirm conical conjure consent consult contact contend contest contour control convene " +
  "copier copilot copious copy cork corncob corned corny correct corsage cosmos cottage cotton cough could " +
  "county courier cover coveted cozily cradle crafter crafty crane creamed crease credit creme crept crested " +
  "crevice crewman crib cricket crimson crinkle crisped crispy crock crouton crowbar crowd crucial crunchy " +
  "crusher cryptic crystal cube cubical cubicle cuddle culture cupcake cupid cupping curable curled curling " +
  "curly curtsy cushy custard customs cycle cyclic cycling cyclist cymbal daily dainty dance dancing dandy " +
  "dangle darkish darling dart dating dawdler dawn daybed daycare daylong dayroom daytime dazzler dealer " +
  "dean debate debug decade decaf decent decibel decimal deck decline decoy decree deduce deed deepen deeply " +
  "defense define defog defrost deftly delete delta deluge denim density dental dentist denture depict " +
  "deputy derived deserve desktop destiny detail device devotee diagram dial diary dice dictate dimly dimmer " +
  "dimple diner dingo dining diploma dipped dipping discuss dish disjoin display dispose distant ditto " +
  "divided doable docile doing dollop dolphin domain donated donator donut doodle doorman doorway dotted " +
  "dove dowry drainer draw dreamt dress dribble dried drippy driven driving drizzle drone droop droplet drum " +
  "ducking duct duffel dugout duplex durably dusk dutiful duvet dwelled dwindle dynamic dynasty eagle " +
  "eardrum earflap earful earlobe early earmark earmuff earshot earthen earthy earwig easeful easel easiest " +
  "easily easter eatable eaten eatery eats ebony ebook ecard echo eclair eclipse ecology economy edging " +
  "edition editor effects effort eggnog elastic elated elbow eldest elevate eleven elixir elope elves email " +
  "embark embassy emblaze emblem emboss emerald emote empathy emperor empower emptier empty enable encode " +
  "encrust ended ending endnote endorse energy engine enhance enjoyer enrich enroll ensure entire entitle " +
  "entity entree entwine envy enzyme epic episode equal equate equator equinox eraser errant essay essence " +
  "etching eternal evasive even evident evoke evolve exact exalted example exclaim excuse exit expand " +
  "expanse expert explain explore expose express extent fabric facial facing factoid factor factual faculty " +
  "falcon fall family fancied fancy fanfare fantasy faucet favored feast federal fedora feisty feline fence " +
  "fender ferment ferry fervor festive fetch fiber fiddle fifteen fifth figment figure filing film filter " +
  "finale finally finance finicky finite finless finlike five flagman flame flanked flashy flask flatbed " +
  "flatly flatten flattop fled flier flint float flock flop floral florist floss flyable flyaway flyover " +
  "foam folic folk follow fondly fondue food footage footer footing footpad foyer fragile framing frays " +
  "freedom freely freeway french fresh fretted friday fridge friend frisbee fritter from front frosted " +
  "frosty frown frozen fruit frying gaining gains gallery gallon gallows galore game gaming gamma gander " +
  "garage garden gargle garland garlic garment garnet garnish garter gauging gawk gear gecko generic gentile " +
  "gently geology gesture getaway getting giddily giddy gift giggle gimmick given giving gizmo glacial " +
  "glacier gladly glamour glance glare glaring gleeful glider gliding glimpse glisten glitter glitzy glorify " +
  "glory glove glowing glucose gnat goal goes goggles golf gondola gone gooey gopher gosling gotten gown " +
  "grab graded grading grafted grain grandly grandma granite granny granola grant graph grapple grasp " +
  "gratify gravity gravy greeter grew grid groggy groove grouped grout grower grumble grunge guide gully " +
  "gulp gumball gumdrop guru gush gusto guzzler habitat hacking hacksaw haiku half halved hamlet hammock " +
  "hamster handbag handed handful handler handoff handsaw handset hangout hangup hankie happier happily " +
  "happy harbor hardhat hardy harmony harness harpist harvest hastily hasty hatbox haven hazily hazing " +
  "headed heading headset headway heave heavily hedge hefty helium helmet helper helpful helping henna " +
  "herald herbal herbs heroics heroism herring herself hertz hexagon hubcap huff hulk human humble humid " +
  "humming hummus humped hungry hunter hunting hurler hurried hurry husband husked hybrid hydrant iciness " +
  "icing icon ideally idly igloo ignore iguana image imaging immerse impart implant imply imprint improve " +
  "iodize isotope italics ivory jacket jackpot janitor january jargon jasmine jaunt jawline jaybird jellied " +
  "jelly jester jiffy jigsaw jingle jittery jockey jogger jogging joining jovial joyride judge judo juggle " +
  "juice jujitsu jukebox jumbo jump june junior juniper junkman jurist justice justify justly kabob karaoke " +
  "karma keenly keep kennel kept kettle kiln kimono kindly kindred kinetic kinfolk king kinship kinsman " +
  "kitchen kitty kiwi knee knoll koala kosher kudos labored ladder ladies ladle ladybug lagoon landing lanky " +
  "lantern lapel lapped lapping laptop large lark lasso last launch launder laundry legacy legend legged " +
  "legible legroom legume legwork lemon length lens leotard lesser letdown letter lettuce level levers " +
  "liberty library life lifter lifting liftoff likely liking lilac lily limb limeade limit linked linseed " +
  "lion liquid little livable lived lizard lucid lullaby lumber lumping lunar lushly luxury lying lyrics " +
  "machine magenta magical magma magnify majesty maker malt manager mandate mango manhole manhood manila " +
  "mankind manlike manly manmade manor mantis mantra manual marbled march margin marina maroon marrow marshy " +
  "mascot mashed mashing massive matador matrix matron matted mauve maximum maybe mayday mobile mocha mockup " +
  "modify modular module moisten molar mold mollusk monday monitor monsoon monthly moonlit morally morse " +
  "most motion motive motor motto mounted mouth movable movie moving mower muck mulch mule mullets muppet " +
  "mural murky museum mushily music mustang muster musty mutual muzzle myself mystify nape napkin native " +
  "natural nature navy nearby nearest neatly nebula nectar nemesis neon nervous nest neuron nibble nifty " +
  "nimbly ninth nugget numeral numeric nursery nursing nurture nutlike nutmeg nutty nylon oasis object " +
  "obliged oblong oboe obscure obtain obtuse obvious occupy ocean ocelot octagon october olive omen onboard " +
  "ongoing onion online only onset onshore onstage onto opacity opal operate opossum other ought ounce " +
  "outback outbid outcome outfit outgrow outing outlast outlet outline outlook outpost outpour output " +
  "outrank outsell overact overall overlap overpay overtly overuse oxidant oxidize oxygen paced pacific " +
  "pacify padding paddle padlock pager pajamas palace pancake panda panther pantry pants paprika papyrus " +
  "parade paradox parcel parka parking parkway parlor parsley parsnip partake parted partner party passage " +
  "passion pasta pastel pastime pastor path patio patrol paving payback payee payment payroll pebble pecan " +
  "pectin pelican pellet pencil pendant penny penpal pension percent perfume peso petal petite petted " +
  "petunia phantom phoenix phoney photo placard placate planner plant plaster plating player playful playoff " +
  "playpen playset plaza pleat pledge plenty pliable plow pluck plug plunder plural plywood poem pogo " +
  "pointed pointy poise policy polio polish polka polygon polymer poncho pond popcorn poplar popper poppy " +
  "porous portal portion portly posing postage postbox posted powdery pranker preachy precise precook precut " +
  "predict preface prefix prelaw prelude premium prepaid prepay preplan preshow presoak preteen pretext " +
  "pretty pretzel prevail prevent preview primary primate primer primp print prior prism privacy prize " +
  "probing problem prodigy produce profane profile progeny program prong pronto proofs propose props prorate " +
  "proud proved provoke prowess prowler proxy prune pruning pucker pueblo pull pulsate pumice pungent purify " +
  "puritan purple purse pursuit putdown putt pyramid quaking qualify quantum quartet quicken quickly quiet " +
  "quintet racoon radar radial radio radish raffle raft ragweed railcar railing railway raisin rally ramble " +
  "ramp random ranged ranging ransack rare rarity rascal rasping ravine ravioli reach reactor ream reawake " +
  "rebirth reborn rebound rebuild recast recess recital reclaim recluse recolor recopy record recount recoup " +
  "rectify reenact reenter reentry referee refined reflex refocus refold refract refrain refresh refund " +
  "refusal regain regalia reggae regime regress regroup regular reheat rehire rejoice rejoin relax relearn " +
  "release reliant relic relive reload remake remark remarry rematch remedy remix remnant remorse removal " +
  "removed rename renewal renewed rented reopen reorder repair repave replace replica reply repose reprint " +
  "reprise reptile reroute rerun resale rescuer resend reset reshape reshoot residue resort respect result " +
  "resume rethink retinal retired retool retouch retread retrial retry return retying retype reunion reunite " +
  "reuse reveal reveler revenge revered reverse revise revisit revival reviver rewash rewind rework rewrap " +
  "rewrite rhyme ribcage riches richly rickety ridden riding rifling rigging rigor rimless rimmed rink rinse " +
  "rinsing ripcord ripple riptide risotto ritalin ritzy riveter roamer roaming roast robe robin robust " +
  "rocker rocking rocky roman roping roster rosy roundup routine royal rubber rubbing rubdown ruby runner " +
  "runway safari safely saggy said salad salami salon salsa salute sandal santa satin saucy sauna saved " +
  "savor scale scenic scone scoop scored scotch scouts screen scribe script scroll scuba second secret " +
  "sector seldom senate send senior sequel series serve sesame setup shaded shaft shaky shanty shape shawl " +
  "shed sheet shelf shelve shield shimmy shine shirt shore shorts shower shown shrank shrimp shrubs sierra " +
  "silent silica silk silver simile singer sister sitcom sixth size sizing sizzle skater skewer skied skiing " +
  "slacks slate sleek slinky slogan small smith snack snap sniff snout snowy speak specks speech speed spent " +
  "sphere sphinx spider spiffy spiny spiral spoken sponge spool sporty spouse sprawl spray sprig sprite " +
  "spruce sprung spur squire staff stage stamp stand staple starch starry static statue stays steam steep " +
  "stick stilt stitch stood storm stove straw streak street strict stride strum study sublet subtly suburb " +
  "subway sudoku suffix sugar suitor supply surely surfer survey sushi swan swirl swivel syrup system tables " +
  "taco tamale target tartly task tassel taste thank theme thesis thinly thirty thorn thread thrift thrive " +
  "throng thus tiara tibia tidal tidbit tidy tiger tile timing tingly tinker tinsel tint tipoff tipper " +
  "tiptop tissue track trade travel tray treat treble trend tripod trophy trowel trunks truth tulip turf " +
  "turkey turret turtle tutor tutu tweed twelve twenty twice twig twisty tycoon umpire unbend uncork uncut " +
  "unfold unglue unhook unify unison unit unless unpack until unwind upbeat update uphold upload upon upper " +
  "uptake uptown urban urging usable usage usher utmost utopia valid value vanish varied vastly veal vegan " +
  "veggie velvet vendor venus verify verse versus vessel vibes video viewer violet violin vision visor vista " +
  "voice voter voting vowed voyage wafer waggle wagon walk walnut walrus waltz wand wanted wasabi washer " +
  "wheat wick widely widen widget width wifi wilder wildly winner wipe wiring wisdom wobble wooing wool word " +
  "woven yard yield yoga yogurt yonder yoyo yummy zebra zesty zippy zodiac zoning zoom";
