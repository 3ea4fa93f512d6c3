// Made by scripts/make-word-lists.mjs; do not edit. Sources and licences: ../../NOTICE.

/** 1650 German words in one string, separated by spaces. */
export const wordsGerman =
  "abend abendbrot abfahrt ablage absender achtsam acker adler ahorn akazie akelei akkordeon aktiv album " +
  "allee alpen alphabet alphorn amsel amulett ander anemone angebot angeln anhalter anhang ankunft anleitung " +
  "anmutig anorak antenne antilope antrieb antwort antworten anwalt anzug apfel apparat aprikose april " +
  "arbeiten arena arie armband aroma artig aster atelier atlas atmen atom aubergine aufgabe aufgang " +
  "aufkleber auflauf aufsatz august ausblick ausflug auskunft ausland auswahl ausweis autobahn automat autor " +
  "avocado azalee bach backen bademantel bagger bahnhof bahnsteig balance balkon ball ballade ballett balsam " +
  "bambus banane banjo bank baracke barometer basar basilikum basis basteln batik batterie baum baumhaus " +
  "baustelle beamter becher beere beginnen begleiten beispiel bekannt beliebt belohnung benzin bereit " +
  "bergwerk bericht besen besitz besonnen besteck besuch besuchen beton betrieb bewegen bezirk biber " +
  "bibliothek bieder biene bilanz bild billard bingo birke biskuit bison bistro blasen blatt blau bleistift " +
  "blende blicken blickfang blitz block blumentopf bluse bob boden bohne bohrer boje bonbon borretsch " +
  "botschaft bowling brandung braten bratsche bratwurst brauchen braun brause brav brei brennholz brett " +
  "brettspiel brezel brief brigg bringen brodeln brombeere bronze brosche brot brummen brunch brunnen buche " +
  "buchsbaum buchstabe bude bulldozer bunt burg burgtor bus butter cello chance charme chemie chicoree chip " +
  "chor clown comic computer currywurst dachdecker dachs dackel dahlie dampf dampfer dart datei dattel datum " +
  "delfin delta denken deuten deutlich dezember dialog diamant dichter diele dienstag diktat dill dinkel " +
  "diplom direktor dirigent dirndl disko diskret distanz distel docht doktor domino donner donnerstag dorf " +
  "dorfplatz drachen draht draisine drehbuch drehen drehorgel drittel drollig dromedar drucker dschungel " +
  "duften dunst dur ebene echo efeu ehre ehrlich eiche eifrig eimer einfach eingang einig eintopf eis " +
  "eisbein eisberg eisen eishockey eistee elch elefant element elf elster emsig energie eng enkel ensemble " +
  "ente enzian erbse erdbeere erde ereignis erfinder erfolg erinnern erker erlebnis ernst ernten erpel " +
  "erwarten erz esel etage etikett eukalyptus eule europa experte fabrik fagott fahrer fahrkarte fahrplan " +
  "fahrstuhl fahrt fair faktor falke falten familie fanfare fangen fantasie farn fasan fasching faser " +
  "faulenzen februar fechten federball feier feige fein feld feldsalat fenchel fenster ferien ferkel " +
  "fernseher fertig fest festival festland fichte fidel figur film filmen filmstar filter finale finden " +
  "findig firma fisch fischer fjord flach flachland fladenbrot flagge flamingo flamme flasche flattern " +
  "flauschig fleck fleckig flieder fliegen flink flocke florist flote flugzeug flur folie forelle formel " +
  "foto frack frage frech freitag fremd freude freund freundlich frieden friedlich frikadelle frisbee " +
  "friseur froh fromm frosch frost frucht fuchs fundament funke funkeln gabel galerie gamaschen gans gar " +
  "garantie garbe garderobe garnele garten gartenzaun gastwirt gaukler geben gebiet gebirge gedanke gedicht " +
  "geduldig gefaltet gefieder geheimnis gelb gelee gelenk gemalt gemeinde genau genesen gepard gerade " +
  "gerecht gerste geschenk geschichte geschickt gesellig gestein gestreift gewandt gewebe gewinn gewitter " +
  "ginkgo ginster gips giraffe girlande gitarre gitter gladiole glanz glas glaser glauben gleis gleiten " +
  "gletscher glimmer glitzern globus glut gold golden golfball gondel gong gorilla graben gramm grammatik " +
  "granit grapefruit grau gravierend grell grenze griff grille grotte grund gruppe gulasch gummi gurke gurt " +
  "gutsherr habicht hafenkran hafer haferbrei hagebutte hagel hahn hai halbinsel halle halma halskette " +
  "hammer hamster hand handball handeln handlich handschuh handtuch handwerk hantel harfe harmlos harmonika " +
  "harz hase hecht hecke heft heidekraut heimat heimweg heizer helfen hell herberge herbst herd hering " +
  "herrlich heute hibiskus hilfe himbeere hirsch hirse hitze hobby hochzeit hocker hof holen holunder holz " +
  "honig hopfen horchen horizont hortensie hotel hummel hummus humor hungrig hupe hurtig hut hymne ideal " +
  "idee igel iltis imker import indigo ingenieur ingwer inhalt insekt insel institut iris jacke jaguar jahr " +
  "jasmin jeans jodler joggen joghurt joker jubel jubilar judo jugend juli jung kabeljau kabine kachel " +
  "kaffee kaiser kajak kakadu kakao kaktus kalb kalender kamel kamera kamille kamin kamm kampagne kanal " +
  "kandidat kandis kaninchen kanon kantate kante kanu kanzel kap kapelle kapitel kapuze karaffe karamell " +
  "karawane kariert karneval karotte karpfen karren kartoffel karton kastanie kastell kasten katalog kater " +
  "katze kaufen kauz keck kehren kekse kelle kellner kennen keramik kerze ketchup kette kichern kicker " +
  "kiebitz kiefer kiesel kimono kino kiosk kirsche kiste kittel kitzeln kiwi klang klar klarinette klatschen " +
  "klavier kleber klecks klee kleid klempner klettern klima klingel klinke klippe klopfen klug knabbern " +
  "knapp knete knick knoblauch knopf knopfloch knospe knusprig koala kobra koch koffer kohle kohlrabi kojote " +
  "kokospalme kolibri komet komisch komma kommode kompakt kompott konditor konfekt konfetti kontinent konto " +
  "kontrast kontrolle konzert kopie korb koriander korken kornblume korrekt kosmos kostbar krabbe krabbeln " +
  "kraft kran kranich kraus krawatte kreativ kreide kreis kreisel kreuzung kristall kroketten krokodil " +
  "krokus krone krumm kruste kubus kuchen kuckuck kugel kuh kultur kumpel kunde kunstvoll kunstwerk kupfer " +
  "kurbel kurier kurios kurve kurz kutsche labor lachen lack laden ladung lakritz lama lampe lampion " +
  "landkarte landwirt langlauf langsam languste lanze lasagne laterne latzhose laub lauch laune lauschen " +
  "lavendel lawine lebhaft lebkuchen legende lehm lehnstuhl lehrer lehrling leinwand leiter lenker lerche " +
  "lernen leuchter leuchtturm lexikon libelle licht lichten lieben lieblich liebstock lied liege lila lilie " +
  "limette limonade linde lineal linoleum listig loben loge logik lokomotive lot lotse lotto lotus luft " +
  "luftballon luftpost luftschiff lupine luxus magazin magie magnet magnolie maiglocke majoran makrele maler " +
  "malkasten malve mammut mandant mandarine mandel mandoline manege mango mappe marathon marder margerite " +
  "marimba marke marmelade marmor maronen marsch marzipan mast material mathematik matratze matrose maulwurf " +
  "maurer maus medaille meerkatze mehl meise meister melodie melone memory mensch merken merkmal metall " +
  "meter methode miete mikado mikroskop milieu million mimose mini minigolf minister minute minze mirabelle " +
  "mischen mittag mittwoch mixer mobil mode modell modern mohn mokka molch moment monat mond mondschein " +
  "montag moped morgen morgenrot morgig mosaik motiv motor motorrad motte mozzarella muffin mulde munter " +
  "murmeln murmeltier museum musik muskat muskel mutig nachbar nachricht nacht nachtigall nachtisch nadel " +
  "nah name nandu napf naschen nashorn natur nebel neblig nehmen nektar nektarine nelke nett neugierig " +
  "neuland neun nicken niedlich nilpferd niveau nordlicht nordsee normal note notieren notiz nougat november " +
  "nummer nylon obst offen oft okapi oktober oleander olive oma omelett opal oper operette optiker option " +
  "orange orchester orchidee orden ordentlich ordner oregano orgel orient original orkan osten ostsee otter " +
  "ozean paar packung paket palast palme panda panorama panter pantoffel papagei papaya papier pappel " +
  "paprika parade parallel park parken partner party pastor patent pauke pavian pedal pelikan pendel pendler " +
  "pension perfekt pergament perle person pesto petersilie pfad pfadfinder pfanne pfeffer pfeife pferd " +
  "pfiffig pfirsich pflanzen pflaster pflaume pflegen pflug pfote physik picknick pilot pilz pinguin pinie " +
  "pinnwand pinscher pirat pirol pistazie pizza plakat plakette plan planet plantage planwagen plappern " +
  "plastik platane plateau platin platz plaudern plinse podium pokal pokerface polarkreis polieren politik " +
  "polizist polka polster pommes pony portier portion portrait porzellan posaune post postkarte praktisch " +
  "praline prall prima primel prinz privat probe probieren produkt profil programm projekt prompt prosa " +
  "prospekt prozent prusten publikum puck pudding pudel pullover pulver puma pumpe punkt purpur putzen " +
  "putzig puzzle pyramide quadrat quaken quark quartal quartett quitte quittung quiz rabatt rad radar " +
  "radieschen radio ragout rahmen rakete rallye raps rasch rascheln rasen ratgeber rathaus raumschiff " +
  "ravioli rebus rechnen redner refrain regal regen regenbogen reif reifen reiher rekord reling remoulade " +
  "rentier retten rettich revier rezept rezeption rhabarber rhythmus riesig ring rinne risotto ritual robbe " +
  "robinie robust rochen rock rodel rohr roller rollo rolltreppe roman rose rosine rosmarin rotkohl rotkraut " +
  "roulade route routine rubin rucksack ruder ruderboot rufen rugby ruhig rustikal saal safari sage sahne " +
  "saison salamander salami salat salbei salon salz sammeln sammler samstag samt sandale sanduhr sandwich " +
  "sanft saphir sardine sarong sauber sausen saxofon schach schachtel schaf schaffner schale schalter " +
  "scharlach schatten schatz schaukel schaum schemel schere schicht schick schieben schiefer schiene schilf " +
  "schimpanse schinken schirm schlafen schlau schlauch schleichen schleier schleife schlitten schlucht " +
  "schluck schmecken schmied schnalle schnauze schnecke schnee schneider schneien schnell schnitzel " +
  "schnurren schokolade schotter schrank schraube schreiben schreiner schritt schublade schuh schuster " +
  "schwalbe schwamm schwan schwarz schwelle schwer schwimmen schwingen schwung sechseckig see seehund " +
  "seelachs seemann seestern segel segler segment sehen seidig seife seilbahn sekunde sellerie selten semmel " +
  "senden senf sense september serenade serie sesam sheriff sichel sieb sieger signal silbe silbern silo " +
  "silvester sinfonie singen sirup sitz sitzen skala skat skizze skorpion skulptur slalom smaragd socke sofa " +
  "solist sommer sonate sonnabend sonnig sonntag sopran sorgfalt souvenir spaghetti spalt spannend spargel " +
  "spaten spatz spazieren specht speck spende sperber sperling spezial spiegel spielen spielkarte spinat " +
  "spind spirale spitzmaus sport sportlich sprache springen sprint spruch spule spur stabil stadion stadt " +
  "staffel stamm stand standort stange stapeln stark starten stattlich staunen stecker steg steigen steil " +
  "steinbock stelzen stempeln steppdecke steppe stern sternbild stiefel stier stift stimme stock stoff stolz " +
  "stoppuhr storch strahlend strauch strecke streusel stricken strom strophe strudel strumpf stube studieren " +
  "studio studium stuhl stunde sturmflut summe suppe surfen symbol system szene tablett tafel tafelbild " +
  "tagebuch tagung takt taktstock tal talent talisman tanken tanne tanz tapete tapfer tarif tasche tatkraft " +
  "taube tauchen taxi team technik teer teich teilen telefon teleskop teller tempel tempo tendenz tennis " +
  "tenor teppich termin text theater theke thema thymian tief tiger tinte tipp tippen tischler titel toast " +
  "tomate ton topas topf torte torwart tour tradition tragen trainer traktor trampolin traum treff treffer " +
  "trend treppe tretboot treu trichter trick trikot triumph trocken trommel tropen trubel truhe truthahn " +
  "tuba tuch tulpe tundra tunnel turban turbine turm turnen turnier ufer uhu ukulele ulme umkreis umschlag " +
  "umweg uniform unikat union universum ural urkunde urlaub ursprung vanille veilchen ventil ventilator " +
  "verkehr vers verspielt vertrag vesper viel vielseitig villa violett violine vision vitamin vitrine vogel " +
  "voll volleyball vorhang vorrat vorteil vulkan waage wachsen wachtel waffel wagen waggon wald waldig " +
  "waldrand walze wandern wanderung wappen warm watte wecker weg wegweiser weide weintraube weit weitsprung " +
  "welpe weltall weltreise wendig werfen werft werk werkbank werkstatt werkzeug wertvoll weste wetter " +
  "wichtig wickeln wiese wildpferd wimpel wind windel winken winter winzig wippe wirbel wirsing wispern " +
  "woche wohnen wohnung wolf wolkig wolle wonne wort wunder wunderbar wunsch wurst wurzel xylofon yak yoga " +
  "zackig zahl zahlen zange zauberer zaubern zaun zebra zeder zehe zeichen zeichner zeigen zeile zeisig " +
  "zeitung zelt zement zentrum zeppelin zeremonie zettel zeuge ziegel ziehen ziffer zimmer zimmermann zimt " +
  "zink zipfel zirkel zirkus zirpen zitat zither zitrone zone zottig zucchini zucker zufrieden zug zukunft " +
  "zwerg zwetschge zwieback zwiebel zwilling zwinkern zylinder";
