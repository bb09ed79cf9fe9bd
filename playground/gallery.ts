// Every card of the product in each of its states, encoded as it would be sent: for the gallery page and the handbook.
import { encodeCard } from '../bot/feishu/encode.ts'
import type { Feature } from '../handlers/feature.ts'

export interface GalleryCard {
  feature: string
  name: string
  card: object
}

export function galleryOf(features: Feature[]): GalleryCard[] {
  return features.flatMap(({ menu, samples }) =>
    samples.map(({ name, card }) => ({
      ...{ feature: menu, name },
      card: encodeCard(card, 'person', '019f0000-0000-7000-8000-000000000000').json,
    })),
  )
}
