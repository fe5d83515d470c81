import { foldWord } from './words.ts';

/**
 * Given names that are common in the countries where our readers have shops. Those that are words of the trade, of time or of a place as well
 * (Will, Bill, June, Milan, Florence, Ruby, Aurora) are not among them: they are known for names by what stands beside them.
 */
const GIVEN = `
  aaron abdul abdullah abigail ada adam adele adrian adriana adriano adrien agata agnes agnese agnieszka ahmed aicha aisha alan alba alberto alejandra
  alejandro aleksander aleksandra alessandra alessandro alessia alessio alex alexander alexandra alexandre alexis alfonso alfred alfredo alia alice alicia alina
  aline alison allison amalia amanda amandine amelia amelie amin amina amir amy ana anastasia andre andrea andreas andreea andrei andres andrew andrzej ange angela
  angelica angelika angelo angelina anita anja anke ann anna annabella annalisa annamaria anne anneke annette annie annika anouk anthony antje antoine antoinette anton
  antonella antonia antonietta antonio antonin arianna arjun armando arnaud arthur arturo ashley astrid attilio aude audrey augusto aurelie aurelien ayesha
  barbara bartosz bas bastian bastien beata beate beatrice beatriz ben benedetta benedict benedikt benjamin benoit bernadette bernard bernd bernardo bernhard bertrand bettina
  bianca birgit bjorn boris brad bradley brandon brenda brendan brian bridget brigitte bruno bryan camilla camille carina carl carla carlo carlos carlotta carmela carmelo carmen
  carole caroline caterina catherine cathy cecile cecilia cedric celia celine cesare chantal charlene charles charlotte chiara chloe chris christelle christian christiane
  christina christine christof christoph christophe christopher cindy cinzia claire clara clarissa claude claudia claudio clemence clement clementine colin concetta connor
  constance corinna corinne costanza craig cristian cristiana cristiano cristina cynthia dagmar damian damien damiano daniel daniela daniele danielle danilo daria dario
  darren dave david davide deborah debora delphine denis denise dennis deepak derek diana diane diego dieter dimitri dirk dmitri dmitry dominik dominique domenico donatella donato donna
  doris dorothea dorothy douglas duncan dylan edoardo eduard eduardo edward edwin egon eileen elaine eleanor elena eleonora elia elias eliana elias elif elio elisa elisabeth
  elisabetta elise elizabeth ella ellen elodie elsa emanuela emanuele emil emile emilia emilie emilio emily emma emmanuel emmanuelle enrica enrico enrique enzo eric erica erich erik erika
  ernesto ernst erwin estelle esther ettore eugen eugene eugenia eugenio eva evelina evelyn ewa fabian fabiana fabien fabienne fabio fabiola fabrice fabrizio fatima fatma
  federica federico felicia felipe felix ferdinando fernanda fernando filip filippo fiona flavia flavio flora florian francesca francesco francine francis francisca francisco
  franco francois francoise frank franz franziska fred frederic frederick fredrik friedrich fulvio gabriel gabriela gabriele gabriella gael gaetano gaia gareth gary gavin gemma
  genevieve geoffrey george georges georg geraldine gerald gerard gerardo gerd gerhard germana gerry giacomo giada gian giancarlo gianfranco gianluca gianluigi gianmarco gianni gilbert
  gilles gina ginevra gino gioia giorgia giorgio giovanna giovanni giuliana giulia giuliano giulio giuseppe giuseppina giusy gisela gloria gonzalo graham graziella greg gregor
  gregory greta grzegorz guglielmo guido guillaume guillermo gunter gunther gustav gustavo guy gwen hamid hanna hannah hannelore hannes hans harald harriet harry hassan heather hector
  heidi heike heiko heinrich heinz helen helena helene helga helmut hendrik henri henrik henry herbert hermann hiroshi holger horst hubert hugo hugues humberto ian ibrahim ida
  ignacio ignazio igor ilaria ilse imran inga inge ingo ingrid ines irene irina irma isaac isabel isabella isabelle isadora ismail italo ivan ivana ivano ivo jaap jacek
  jack jacob jacqueline jacques jaime jakob jakub james jan jana jane janet janina janine jason javier jean jeanne jeannette jeff jeffrey jelena jennifer jenny jens jeremy jerome jerry
  jesper jessica jill jim jimmy jitka joachim joan joana joanna joanne joao jochen joe joel joelle joerg johan johann johanna johannes john johnny jonas jonathan jorg jorge jose josef
  josefine joseph josephine joshua joyce juan juana juergen jules julia julian juliana juliane julie julien juliette jurgen justin justine justyna kai kaitlyn kamil karen karim karin karina
  karl karla karolina karoline karsten katarina katarzyna kate katharina katherine kathleen kathrin kathy katia katja katrin katy kazimierz keith kelly ken kenji kenneth kerstin kevin khalid
  kim kirsten klara klaus konrad konstantin kristen kristian kristin kristina kristof krzysztof kumar kurt kyle lara larissa larry lars laszlo laura laure laurence laurent lauren
  laurie lea leah leandro leila leire lena leo leon leona leonard leonardo leonie leopold leslie leticia lia liam lidia lilian liliana lina linda lindsay linus lisa liv livia
  lorena lorenz lorenza lorenzo loretta loris lothar louis louise luana luc luca lucas lucia luciana luciano lucie lucien lucio lucrezia lucy ludovic ludovica ludwig luigi luigina
  luis luisa luise luiz lukas luka luke lydia maartje maddalena madeleine mads magali magda magdalena mahmoud maja malgorzata malik manfred manon manuel manuela mara marc marcel marcela marcella marcello
  marcin marco marcos marcus marek margaret margarita margherita margit margot maria mariam marian mariana marianna marianne marie marieke marijke marika mario marion marisa marta martha
  martin martina martine maryam mark marlene massimiliano massimo mateo mateusz mathias mathieu mathilde matilde matteo matthew matthias matthieu maud maura maureen maurice maurizio mauro max maxime
  maximilian megan mehdi mehmet mei melanie melissa mercedes micaela michael michaela michal michel michela michele micheline michelle miguel mika mikael mike milena mina miranda mireille mirella
  miriam mirko mohamed mohammad mohammed moira monica monika monique morgane mustafa myriam nadia nadine nadja nancy naomi natalia natalie natascha nathalie nathan nathaniel neil
  niall niccolo nicholas nick nicky nico nicola nicolas nicole nicoletta niels nigel nikita nikolai nikolaus nils nina nino noah noel noemi noemie nora norbert norman nuno odile olaf
  oleg olga oliver olivia olivier omar onofrio oreste orlando ornella oscar oskar osvaldo otto pablo paloma pamela paola paolo pascal pascale pasquale patrice patricia patricio patrick
  patrizia patrizio patryk paul paula paulina pauline paulo pavel pawel pedro peer peggy penelope peter petra petr phil philip philipp philippe pia piero pierre pierluigi piet pieter
  pietro pilar piotr priya rachel rachele radoslaw rafael rafaela raffaela raffaele rahul rainer ralf ramon ramona raphael raquel rashid raul raymond rebecca regina reginald regine reiner renata renate renato
  rene renee ricarda riccardo richard rick rita rob robert roberta roberto robin robyn rocco rodolfo rodrigo roger roland rolf romain roman romano romina romy ronald ronan ronja
  rosa rosalia rosanna rosaria rosario rosemarie rosemary ross rosella rossella rossana roswitha roxane rudi rudolf rui rupert russell ruth ryan sabina sabine sabrina saif salvatore sally samantha samira
  samuel samuele sandra sandrine sandro sanjay sara sarah sascha sebastian sebastiano sebastien serena serge sergei sergey sergio severine shannon sharon shaun sheila shirley sibylle
  siegfried sigrid silke silvana silvano silvia silvio simon simona simone simonetta sinead sofia sofie sonia sonja sophia sophie stacey stacy stan stanislaw stanislav stefan stefania stefanie stefano steffen stella
  stephan stephane stephanie stephen steve steven stuart sunil suresh susan susana susann susanna susanne susi suzanne svenja sven svetlana sybille sylvain sylvia sylvie tamara tania tanja tatiana
  ted teresa tess thea theo theodor theresa therese thiago thibault thierry thomas thorsten tilman tim timo timothy timur tina tobias todd tom tomas tomasz tommaso tommy toni tonino tony torsten tracey
  tracy tristan ugo ulf ulrich ulrike umberto ursula ute uwe valentin valentina valentino valentine valeria valerie valerio vanessa vera veronica veronika veronique vicente vicky victor viktor viktoria
  vincent vincenzo viola viktoriya virginie vito vittoria vittorio vivian viviana viviane vladimir volker walter waltraud wanda wei wendy werner wilhelm wilfried willem william willy wim wladyslaw wojciech wolfgang
  xavier xenia yann yannick yasmin yasmine yolanda youssef yuki yuri yusuf yves yvette yvonne zbigniew zoe zofia zsofia zuzana bo ali hui jin jing jun li ling ming xiao yan ying yong yu
`;
const NAMES: ReadonlySet<string> = new Set(GIVEN.trim().split(/\s+/));

/** Whether a word is a common given name. */
export const isGivenName = (word: string) => NAMES.has(foldWord(word));
