/**
 * Phrases of short support tickets. `{name}` stands for an alternative of the list `name`, the same one throughout a
 * ticket. Classes share products, openings, moods and much of their vocabulary, so that telling them apart takes more
 * than one word.
 */
export const sharedPhrases: Readonly<Record<string, readonly string[]>> = {
  product: [
    'headset',
    'desk lamp',
    'coffee grinder',
    'backpack',
    'keyboard',
    'air filter',
    'tablet',
    'kettle',
  ],
  brand: ['Norvik', 'Alba', 'Tensor', 'Lumo', 'Kestrel'],
  item: ['{product}', '{brand} {product}', '{product} I bought {when}', '{product} from order {number}'],
  number: ['10482', '20917', '33560', '41275', '58803', '67719', '70246'],
  code: ['E12', '403', '0x81', '17', 'TIMEOUT'],
  when: ['last week', 'on Monday', 'two days ago', 'in March', 'yesterday', 'a month ago'],
  amount: ['19.90', '24.50', '39.00', '64.99', '112.00'],
  device: ['phone', 'laptop', 'car', 'television'],
  colleague: ['colleague on the phone', 'support team', 'courier', 'technician', 'shop assistant'],
  trouble: ['stops', 'gets hot', 'loses its connection', 'makes a loud noise', 'switches itself off'],
  moment: ['after a minute', 'every evening', 'again and again', 'since the update', 'when I touch it'],
  opening: ['Hello,', 'Hi there,', 'Good morning,', 'Dear team,', 'Hi,', ''],
  context: [
    'This is about the {item}.',
    'I am writing about the {item}.',
    'You will find my order {number} in your system.',
    'I have been a customer for years.',
    'It is the second time I write.',
    '',
    '',
  ],
  closing: [
    'Thanks.',
    'Please let me know.',
    'Best regards',
    'Can someone look into this?',
    'I hope for a reply soon.',
    '',
  ],
};

export interface TicketClass {
  readonly name: string;
  /** What such a ticket is about; one or two of these make its core. */
  readonly core: readonly string[];
  /** Things said in passing; they also turn up in tickets of the other classes. */
  readonly aside: readonly string[];
}

export const tickets: readonly TicketClass[] = [
  {
    name: 'billing',
    core: [
      'I was charged {amount} twice for the {item}.',
      'The invoice for the {item} says {amount}, the page said less.',
      'My card was declined although there is enough money on it.',
      'When will the {amount} for the returned {product} reach my account?',
      'The discount code was not taken off the total.',
      'I need a receipt with our tax number for order {number}.',
      'You renewed my subscription {when} without asking.',
      'Why is there an extra {amount} on my statement?',
      'Somebody took {amount} from my account {when}.',
      'I sent the {product} back and still wait for my money.',
      'The two halves of the bill do not add up to {amount}.',
      'Can I pay for the {product} in three parts?',
    ],
    aside: ['I paid {amount} for it.', 'The payment went through at once.', 'It was not cheap at {amount}.'],
  },
  {
    name: 'technical',
    core: [
      'The {item} does not switch on any more.',
      'The {product} {trouble} {moment}.',
      'The app shows error {code} when I sign in.',
      'I cannot pair the {product} with my {device}.',
      'The battery of the {product} is empty after an hour.',
      'After a reset the settings page stays blank.',
      'How do I install the new firmware on the {product}?',
      'It {trouble} {moment}, even with another cable.',
      'My {device} no longer finds the {brand} {product}.',
      'The light of the {product} blinks red and code {code} appears.',
      'The account page does not load on my {device}.',
      'Is there a manual that explains error {code}?',
    ],
    aside: ['Setting it up took a minute.', 'The app is easy to use.', 'I have already restarted it.'],
  },
  {
    name: 'shipping',
    core: [
      'The {item} has not arrived yet.',
      'The tracking page has not changed since the parcel left {when}.',
      'The parcel was left with a neighbour I do not know.',
      'The box came open and the {product} was missing.',
      'Can you send the {item} to another address?',
      'The courier says that nobody was at home, but I was.',
      'I got a {product} of the wrong colour.',
      'How long does it take to an island?',
      'I ordered {when} and the page still says that it is being packed.',
      'The {brand} box was wet and the {product} inside as well.',
      'Only half of order {number} was in the parcel.',
      'I moved house {when}; where will the {product} go now?',
    ],
    aside: ['Delivery was quick.', 'The parcel came {when}.', 'The box was a little dented.'],
  },
  {
    name: 'praise',
    core: [
      'The {item} is the best I ever had.',
      'Your {colleague} was patient and kind.',
      'I love how quiet the {product} is.',
      'My problem was solved within minutes.',
      'The whole family enjoys the {product}.',
      'I will recommend your shop to my friends.',
      'The {item} works wonderfully with my {device}.',
      'What a pleasant surprise to find a note in the box.',
      'I did not expect such a good {product} for {amount}.',
      'Please pass my compliments on to your {colleague}.',
      'The refund was there the next day, I am impressed.',
      'Since the update the {product} is even better.',
    ],
    aside: ['Otherwise I like it a lot.', 'Your shop is usually great.', 'The {product} looks beautiful.'],
  },
];
