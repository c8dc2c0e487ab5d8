import * as v from 'valibot';

/**
 * The shape of `<name>.nextlabel.json`. The JSON schema that gives completion in the editor is generated from this, so
 * only what JSON Schema can say stands here; what it cannot say (key collisions, ...) is checked in projectFile.ts.
 */

/** A picture of 1024 x 1024 pixels is 12.6 MB of numbers. */
const MOST_PIXELS_A_SIDE = 1024;

const column = (title: string, description: string) =>
  v.optional(v.nullable(v.pipe(v.string(), v.minLength(1), v.title(title), v.description(description))));

const paramsSchema = v.pipe(
  v.record(v.string(), v.union([v.number(), v.string(), v.boolean()])),
  v.title('Parameters'),
  v.description('Parameters by name; what is not named keeps its default.'),
);

/** A registry id alone, or an id with parameters. */
const choice = (title: string, description: string) =>
  v.pipe(
    v.union([
      v.pipe(v.string(), v.minLength(1)),
      v.strictObject({
        id: v.pipe(v.string(), v.minLength(1), v.title('Id'), v.description('Its id in the registry.')),
        params: v.optional(paramsSchema),
      }),
    ]),
    v.title(title),
    v.description(description),
  );

const classSchema = v.union([
  v.pipe(
    v.string(),
    v.minLength(1),
    v.title('Class name'),
    v.description('Key and colour are chosen for you.'),
  ),
  v.strictObject({
    name: v.pipe(
      v.string(),
      v.minLength(1),
      v.title('Class name'),
      v.description('What is stored as the label.'),
    ),
    key: v.optional(
      v.pipe(
        v.string(),
        v.minLength(1),
        v.title('Key'),
        v.description('The key that sets this class: one character, not one of s f n u g / ?.'),
      ),
    ),
    colour: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/),
        v.title('Colour'),
        v.description('#rgb or #rrggbb.'),
      ),
    ),
    description: v.optional(
      v.pipe(
        v.string(),
        v.title('Description'),
        v.description('When an item belongs to this class; shown to the annotator.'),
      ),
    ),
  }),
]);

const objectiveSchema = v.pipe(
  v.union([
    v.picklist(['accuracy', 'balancedAccuracy']),
    v.variant('id', [
      v.strictObject({
        id: v.literal('weightedAccuracy'),
        weights: v.pipe(
          v.record(v.string(), v.number()),
          v.title('Weights'),
          v.description('How much an item of each class counts: a number above 0 for every class.'),
        ),
      }),
      v.strictObject({
        id: v.literal('f1'),
        class: v.pipe(v.string(), v.title('Class'), v.description('The class to find.')),
      }),
    ]),
  ]),
  v.title('Objective'),
  v.description(
    'The score that labels are wanted for, as the strategy "neuralProcess" predicts it: "accuracy", ' +
      '"balancedAccuracy", { "id": "weightedAccuracy", "weights": { … } } or { "id": "f1", "class": … }.',
  ),
);

const channels = (title: string, description: string) =>
  v.optional(v.pipe(v.array(v.number()), v.length(3), v.title(title), v.description(description)));

const frozenModelSchema = v.strictObject({
  model: v.pipe(
    v.string(),
    v.minLength(1),
    v.title('Model file'),
    v.description(
      'An .onnx file, or the model.json of a TensorFlow.js model (or its folder); relative to this file. It is ' +
        'read from disk and never trained; nothing is downloaded.',
    ),
  ),
  size: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(MOST_PIXELS_A_SIDE),
      v.title('Image size'),
      v.description(
        'Side in pixels to which images are stretched; only where the model itself does not say it.',
      ),
    ),
  ),
  mean: channels(
    'Mean',
    'Taken from red, green and blue, which go from 0 to 1; default: [0, 0, 0]. ImageNet: [0.485, 0.456, 0.406].',
  ),
  deviation: channels(
    'Deviation',
    'Divides red, green and blue afterwards; default: [1, 1, 1]. ImageNet: [0.229, 0.224, 0.225].',
  ),
  output: v.optional(
    v.pipe(
      v.string(),
      v.minLength(1),
      v.title('Output'),
      v.description(
        'The output that is taken, where the model has several. Of a TensorFlow.js model any node can be named.',
      ),
    ),
  ),
});

export const projectFileSchema = v.pipe(
  v.strictObject({
    $schema: v.optional(v.pipe(v.string(), v.title('Schema'), v.description('Where the schema stands.'))),
    source: v.pipe(
      v.string(),
      v.minLength(1),
      v.title('Data source'),
      v.description('A .csv, .tsv or .jsonl file, or a folder of images; relative to this file.'),
    ),
    kind: v.pipe(
      v.picklist(['tabular', 'text', 'image']),
      v.title('Kind of items'),
      v.description('What one item is: a row of columns, a text, or an image.'),
    ),
    id: column('Id column', 'Identifies an item when the data are imported again; default: a hash of it.'),
    features: v.optional(
      v.pipe(
        v.union([v.array(v.pipe(v.string(), v.minLength(1))), frozenModelSchema]),
        v.title('Features'),
        v.description(
          'Tabular: the columns that the model sees; default: every column but id, text and label. Images: a model of ' +
            'yours whose outputs are the features, { "model": "encoder.onnx" }; default: colours and edges.',
        ),
      ),
    ),
    text: column('Text column', 'The column that holds the text (text projects).'),
    label: column(
      'Label column',
      'The column that labels some rows already; "folder" for images sorted into folders.',
    ),
    hide: v.optional(
      v.pipe(
        v.array(v.pipe(v.string(), v.minLength(1))),
        v.title('Hidden columns'),
        v.description(
          'Columns that neither annotator nor model may see, such as one that already holds the answer; "folder" ' +
            'hides the sub-folder of an image.',
        ),
      ),
    ),
    classes: v.pipe(
      v.array(classSchema),
      v.minLength(2),
      v.title('Classes'),
      v.description('What an item can be; names alone, or names with key, colour and description.'),
    ),
    model: v.optional(
      choice('Task model', 'The model that learns from the labels; an id, or an id with parameters.'),
      'logisticRegression',
    ),
    strategy: v.optional(
      choice('Query strategy', 'Decides what to label next; an id, or an id with parameters.'),
      'margin',
    ),
    objective: v.optional(objectiveSchema, 'accuracy'),
    network: v.optional(
      v.pipe(
        v.string(),
        v.minLength(1),
        v.title('Saved network'),
        v.description(
          'A file that “Save Learned Network” wrote, relative to this file: the neural process starts from it.',
        ),
      ),
    ),
    batchSize: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(1),
        v.maxValue(1000),
        v.title('Batch size'),
        v.description('How many labels make a round: the ranking is renewed after each batch.'),
      ),
      10,
    ),
    randomShare: v.optional(
      v.pipe(
        v.number(),
        v.minValue(0),
        v.maxValue(1),
        v.title('Random share'),
        v.description('Share of the queue drawn at random, 0 to 1, so that estimates stay honest.'),
      ),
      0.1,
    ),
    repeatShare: v.optional(
      v.pipe(
        v.number(),
        v.minValue(0),
        v.maxValue(0.5),
        v.title('Repeat share'),
        v.description(
          'Share of the queue that asks again, without telling, what you labeled some time ago, 0 to 0.5: how often ' +
            'you agree with yourself. 0.05 asks one item in twenty again.',
        ),
      ),
      0,
    ),
    annotator: v.optional(
      v.pipe(
        v.string(),
        v.minLength(1),
        v.title('Annotator'),
        v.description('The name stored with each label; default: the setting nextlabel.annotator.'),
      ),
    ),
    seed: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(0),
        v.maxValue(0xffffffff),
        v.title('Seed'),
        v.description('Makes every random choice repeatable; default: derived from the project name.'),
      ),
    ),
  }),
  v.title('NextLabel project'),
  v.description('A labeling project: its data, its classes, and how NextLabel decides what to label next.'),
);

export type ProjectFile = v.InferOutput<typeof projectFileSchema>;
