/**
 * What makes a step of a gradient. `adamW`: Loshchilov and Hutter 2019, whose decay stands beside the gradient and spares
 * biases. `sgd`: velocity = 0.9 x velocity + gradient, step = rate x velocity, with the decay of every parameter in the
 * gradient, as He et al. 2016 train (section 3.4).
 */
export type Optimizer = 'adamW' | 'sgd';
